import type { IllegalStep, PlanStep } from '@planweave/core-types';
import { refuse } from '../check/refuse.ts';
import { cellText } from '../texts/cell-text.ts';
import { squaredDistance, walkingDistance } from '../grid/distance.ts';
import { nearestCell } from '../grid/nearest-cell.ts';
import { approach, moveTo, patrol, retreat, strafe, takeCover } from '../tools/movement.ts';
import type { Cell } from '../world/world-snapshot.ts';
import { isCover, nearestCover } from './cover.ts';
import { needsEntity, needsStamina, needsWay, positionOf } from './requirements.ts';
import type { Simulation } from './simulation.ts';
import { toolRule } from './tool-rule.ts';

/** Cells a second. */
const speeds = { walk: 2, run: 4, sprint: 6 } as const;
const sprintStamina = 20;
const strafeStamina = 5;
/** How many cells are looked at for a place at some distance; it bounds the work of one step. */
const placeSearch = 32_768;

/** A cell looked for on foot: found, or why there is none. */
export type Found = Cell | IllegalStep;

export const movementRules = [
  toolRule(moveTo, (simulation, step) => {
    const { speed = 'run' } = step;
    const stamina = speed === 'sprint' ? sprintStamina : 0;
    const refusal = needsWay(simulation, step, simulation.pos, step) ?? needsStamina(simulation, step, stamina);
    if (refusal !== undefined) return refusal;
    simulation.tire(stamina);
    return walk(simulation, step, speeds[speed]);
  }),
  toolRule(approach, (simulation, step) => arrive(simulation, closeIn(simulation, step, step.distance))),
  toolRule(retreat, (simulation, step) => arrive(simulation, fallBack(simulation, step, step.distance))),
  toolRule(takeCover, (simulation, step) => {
    const refusal = step.position && (needsWay(simulation, step, simulation.pos, step.position, 'position') ?? needsCover(simulation, step, step.position));
    if (refusal !== undefined) return refusal;
    const cell = step.position ?? findCover(simulation, step);
    if ('isLegal' in cell) return cell;
    const seconds = walk(simulation, cell, speeds.run);
    simulation.note('in-cover', Infinity);
    return seconds;
  }),
  toolRule(strafe, (simulation, step) => {
    const target = positionOf(simulation, step.target_id) ?? simulation.pos;
    const side = sideways(simulation.pos, target, step.direction);
    const refusal =
      needsEntity(simulation, step) ?? needsWay(simulation, step, simulation.pos, side) ?? needsStamina(simulation, step, strafeStamina);
    if (refusal !== undefined) return refusal;
    simulation.tire(strafeStamina);
    simulation.note('hard-to-hit', 1);
    simulation.moveTo(side);
    return 0.5;
  }),
  toolRule(patrol, (simulation, step) => {
    let from = simulation.pos;
    let cells = 0;
    for (const [index, waypoint] of step.waypoints.entries()) {
      const refusal = needsWay(simulation, step, from, waypoint, `waypoints[${index}]`);
      if (refusal !== undefined) return refusal;
      cells += walkingDistance(from, waypoint);
      from = waypoint;
    }
    simulation.moveTo(from);
    return cells / speeds.walk;
  }),
];

/** Goes to a cell and gives the seconds it takes at least: the way around obstacles is not measured. */
function walk(simulation: Simulation, cell: Cell, cellsPerSecond: number): number {
  const seconds = walkingDistance(simulation.pos, cell) / cellsPerSecond;
  simulation.moveTo(cell);
  return seconds;
}

function arrive(simulation: Simulation, found: Found): IllegalStep | number {
  return 'isLegal' in found ? found : walk(simulation, found, speeds.run);
}

type TargetedStep = PlanStep & { readonly target_id: number };

/** A reachable cell within a distance of the target: on the straight line if possible, else the nearest on foot. */
export function closeIn(simulation: Simulation, step: TargetedStep, distance: number): Found {
  const { pos } = simulation;
  const target = positionOf(simulation, step.target_id);
  if (target === undefined) return needsEntity(simulation, step) ?? pos;
  const squared = squaredDistance(pos, target);
  if (squared <= distance * distance) return pos;
  const share = distance / Math.sqrt(squared);
  const direct = { x: target.x + Math.trunc((pos.x - target.x) * share), y: target.y + Math.trunc((pos.y - target.y) * share) };
  return reachable(simulation, step, direct, (x, y) => squaredDistance({ x, y }, target) <= distance * distance);
}

/** A reachable cell at least a distance from the target: straight away from it if possible, else the nearest on foot. */
function fallBack(simulation: Simulation, step: TargetedStep, distance: number): Found {
  const { pos } = simulation;
  const target = positionOf(simulation, step.target_id);
  if (target === undefined) return needsEntity(simulation, step) ?? pos;
  const squared = squaredDistance(pos, target);
  if (squared >= distance * distance) return pos;
  const away = squared === 0 ? { x: 1, y: 0 } : { x: pos.x - target.x, y: pos.y - target.y };
  const share = distance / (squared === 0 ? 1 : Math.sqrt(squared));
  const direct = { x: target.x + awayFromZero(away.x * share), y: target.y + awayFromZero(away.y * share) };
  return reachable(simulation, step, direct, (x, y) => squaredDistance({ x, y }, target) >= distance * distance);
}

function reachable(simulation: Simulation, step: TargetedStep, direct: Cell, isAccepted: (x: number, y: number) => boolean): Found {
  const { constraints, terrain, pos } = simulation;
  const isFree = terrain.isInside(direct.x, direct.y) && (!constraints.path || !terrain.isBlocked(direct.x, direct.y));
  if (isFree && (!constraints.path || simulation.canWalk(pos, direct))) return direct;
  return (
    nearestCell(simulation.ground, pos, placeSearch, isAccepted) ??
    refuse('no-path', `${step.act}: from ${cellText(pos)} there is no way to such a distance`, { argument: 'distance' })
  );
}

function findCover(simulation: Simulation, step: PlanStep): Found {
  if (!simulation.constraints.cover) return simulation.pos;
  return nearestCover(simulation) ?? refuse('no-cover', `${step.act}: there is no cover near ${cellText(simulation.pos)}`);
}

export function needsCover(simulation: Simulation, step: PlanStep, cell: Cell): IllegalStep | undefined {
  if (!simulation.constraints.cover || isCover(simulation, cell)) return undefined;
  return refuse('no-cover', `${step.act}: ${cellText(cell)} has no obstacle beside it and is in sight of an enemy`, { argument: 'position' });
}

/** The neighbouring cell to the left or right of somebody who faces the target. */
function sideways(from: Cell, target: Cell, direction: 'left' | 'right'): Cell {
  const turn = direction === 'left' ? 1 : -1;
  const width = target.x - from.x;
  const height = target.y - from.y;
  return Math.abs(width) >= Math.abs(height)
    ? { x: from.x, y: from.y - turn * (Math.sign(width) || 1) }
    : { x: from.x + turn * Math.sign(height), y: from.y };
}

function awayFromZero(value: number): number {
  return value < 0 ? Math.floor(value) : Math.ceil(value);
}
