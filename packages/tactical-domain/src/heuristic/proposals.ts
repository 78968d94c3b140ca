import type { PlanStep, Random } from '@planweave/core-types';
import { squaredDistance } from '../grid/distance.ts';
import { nearestCell } from '../grid/nearest-cell.ts';
import { nearestCover } from '../simulation/cover.ts';
import { reach } from '../simulation/reach.ts';
import { playerId, type Cell, type PointOfInterest } from '../world/world-snapshot.ts';
import type { HeuristicAction } from './heuristic-rule.ts';
import type { Situation } from './situation.ts';

/** How many cells are looked at for a place to go; it bounds the work of a fallback. */
const placeSearch = 4096;

/** What proposals are made from, besides the action. */
export interface ProposalContext {
  readonly situation: Situation;
  readonly random: Random;
  /** Whether a tool can be used at all; where it cannot, `MoveTo` stands in for tools that walk. */
  readonly hasTool: (name: string) => boolean;
}

/** The steps by which an action could be done, best first; the first legal one is taken. */
export function* proposals(action: HeuristicAction, context: ProposalContext): Generator<PlanStep> {
  const { situation, random, hasTool } = context;
  const { simulation } = situation;
  const enemy = situation.foe;
  switch (action.do) {
    case 'heal':
      yield { act: 'Heal' };
      yield { act: 'UseItem', item_name: 'medkit' };
      return;
    case 'reload':
      yield { act: 'Reload' };
      return;
    case 'strike':
      if (enemy === undefined) return;
      if (enemy.hp > 10) yield { act: 'HeavyAttack', target_id: enemy.id };
      yield { act: 'Attack', target_id: enemy.id };
      yield { act: 'QuickAttack', target_id: enemy.id };
      return;
    case 'shoot':
      if (enemy === undefined) return;
      if (isWorthAGrenade(situation, enemy.pos)) yield { act: 'ThrowExplosive', x: enemy.pos.x, y: enemy.pos.y };
      yield { act: 'AimedShot', target_id: enemy.id };
      yield { act: 'Attack', target_id: enemy.id };
      yield { act: 'CoverFire', target_id: enemy.id, duration: 2 };
      return;
    case 'smoke': {
      if (enemy === undefined) return;
      const { pos } = simulation;
      const between = { x: Math.round((pos.x + enemy.pos.x) / 2), y: Math.round((pos.y + enemy.pos.y) / 2) };
      yield { act: 'ThrowSmoke', ...between };
      yield { act: 'Throw', item: 'smoke', ...between };
      return;
    }
    case 'take-cover':
      if (hasTool('TakeCover')) yield { act: 'TakeCover' };
      else yield* moveTo(nearestCover(simulation));
      return;
    case 'retreat': {
      const { cells } = action;
      if (enemy === undefined) return;
      if (hasTool('Retreat')) yield { act: 'Retreat', target_id: enemy.id, distance: Math.min(100, cells) };
      else yield* moveTo(place(situation, (x, y) => squaredDistance({ x, y }, enemy.pos) >= cells * cells));
      return;
    }
    case 'close-in':
      if (enemy !== undefined) yield* approach(context, enemy.id, enemy.pos, action.cells);
      return;
    case 'help': {
      const { casualty } = situation;
      if (casualty === undefined) return;
      if (situation.distanceTo(casualty) > reach.touch) yield* approach(context, casualty.id, casualty.pos, 1);
      else yield { act: 'Revive', ally_id: casualty.id };
      return;
    }
    case 'go-to-goal':
      for (const goal of situation.goals) yield* visit(situation, goal);
      return;
    case 'follow-player':
      yield* approach(context, playerId, simulation.world.player.pos, action.cells);
      return;
    case 'patrol': {
      const points = situation.goals.filter((point) => situation.distanceTo(point) > reach.touch);
      const first = Math.floor(random.next() * points.length);
      const round = [...points.slice(first), ...points.slice(0, first)].map(({ pos }) => ({ x: pos.x, y: pos.y }));
      if (round.length > 1) yield { act: 'Patrol', waypoints: round.slice(0, 4) };
      for (const pos of round) yield { act: 'MoveTo', ...pos, speed: 'walk' };
      return;
    }
    case 'scan':
      yield { act: 'Scan', radius: action.radius };
      return;
    case 'wait':
      yield { act: 'Wait', duration: action.seconds };
  }
}

function* visit(situation: Situation, goal: PointOfInterest): Generator<PlanStep> {
  const distance = situation.distanceTo(goal);
  if (goal.id !== undefined && distance <= reach.touch) yield { act: 'Interact', target_id: goal.id };
  if (distance > 0) yield* moveTo(goal.pos);
  if (distance > reach.touch) yield* moveTo(place(situation, (x, y) => squaredDistance({ x, y }, goal.pos) <= reach.touch ** 2));
}

function* approach({ situation, hasTool }: ProposalContext, id: number, target: Cell, cells: number): Generator<PlanStep> {
  if (situation.distanceTo({ pos: target }) <= cells) return;
  if (hasTool('Approach')) yield { act: 'Approach', target_id: id, distance: Math.min(100, cells) };
  else yield* moveTo(place(situation, (x, y) => squaredDistance({ x, y }, target) <= cells * cells));
}

function* moveTo(cell: Cell | undefined): Generator<PlanStep> {
  if (cell !== undefined) yield { act: 'MoveTo', x: cell.x, y: cell.y };
}

function place({ simulation }: Situation, isAccepted: (x: number, y: number) => boolean): Cell | undefined {
  return nearestCell(simulation.terrain, simulation.pos, placeSearch, isAccepted);
}

/** At least two enemies in the blast, and nobody of ours. */
function isWorthAGrenade({ simulation }: Situation, centre: Cell): boolean {
  const isHit = ({ pos }: { readonly pos: Cell }) => squaredDistance(pos, centre) <= 4 ** 2;
  const { enemies, allies, world } = simulation;
  const isOursHit = isHit(simulation) || isHit(world.player) || allies.members.some(isHit);
  return !isOursHit && enemies.members.filter((enemy) => enemy.hp > 0 && isHit(enemy)).length > 1;
}
