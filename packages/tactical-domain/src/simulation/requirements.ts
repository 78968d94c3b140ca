import type { IllegalStep, PlanStep } from '@planweave/core-types';
import { refuse } from '../check/refuse.ts';
import { cellText } from '../texts/cell-text.ts';
import { squaredDistance } from '../grid/distance.ts';
import { playerId, type Cell } from '../world/world-snapshot.ts';
import type { Simulation } from './simulation.ts';

/*
 * What steps need, one function each. They give a refusal or nothing, change nothing, and honour the switch of their
 * constraint.
 */

/** A living enemy, near enough and in sight. */
export function needsEnemy(simulation: Simulation, step: PlanStep & { readonly target_id: number }, range: number): IllegalStep | undefined {
  const { constraints, enemies, pos } = simulation;
  const id = step.target_id;
  const enemy = enemies.find(id);
  if (enemy === undefined) {
    if (!constraints.targets) return undefined;
    return positionOf(simulation, id) === undefined
      ? refuse('no-target', `${step.act}: nobody has the id ${id}`, { argument: 'target_id' })
      : refuse('wrong-target', `${step.act}: ${id} is not an enemy`, { argument: 'target_id' });
  }
  if (constraints.targets && enemy.hp <= 0) return refuse('target-down', `${step.act}: enemy ${id} is dead`, { argument: 'target_id' });
  return needsReach(simulation, step, enemy.pos, range, 'target_id') ?? needsSight(simulation, step, pos, enemy.pos, 'target_id');
}

/** Where an enemy, ally, point of interest or the player is. */
export function positionOf(simulation: Simulation, id: number): Cell | undefined {
  if (id === playerId) return simulation.world.player.pos;
  const member = simulation.enemies.find(id) ?? simulation.allies.find(id);
  return member?.pos ?? simulation.world.pois.find((point) => point.id === id)?.pos;
}

/** Any entity at all. */
export function needsEntity(simulation: Simulation, step: PlanStep & { readonly target_id: number }): IllegalStep | undefined {
  if (!simulation.constraints.targets || positionOf(simulation, step.target_id) !== undefined) return undefined;
  return refuse('no-target', `${step.act}: nobody and nothing has the id ${step.target_id}`, { argument: 'target_id' });
}

export function needsReach(simulation: Simulation, step: PlanStep, target: Cell, range: number, argument?: string): IllegalStep | undefined {
  if (!simulation.constraints.range) return undefined;
  const squared = squaredDistance(simulation.pos, target);
  if (squared <= range * range) return undefined;
  const problem = `${step.act}: ${cellText(target)} is ${Math.sqrt(squared).toFixed(1)} cells away, at most ${range} are possible`;
  return refuse('out-of-range', problem, argument === undefined ? {} : { argument });
}

export function needsSight(simulation: Simulation, step: PlanStep, from: Cell, to: Cell, argument?: string): IllegalStep | undefined {
  if (!simulation.constraints.lineOfSight || simulation.isSeen(from, to)) return undefined;
  const isRecoverable = simulation.isSeenThroughSmoke(from, to);
  const problem = `${step.act}: ${cellText(to)} cannot be seen from ${cellText(from)}${isRecoverable ? ' through the smoke' : ''}`;
  return refuse('no-line-of-sight', problem, argument === undefined ? { isRecoverable } : { argument, isRecoverable });
}

export function needsInside(simulation: Simulation, step: PlanStep, cell: Cell, argument?: string): IllegalStep | undefined {
  if (simulation.terrain.isInside(cell.x, cell.y)) return undefined;
  return refuse('out-of-bounds', `${step.act}: ${cellText(cell)} is outside the world`, argument === undefined ? {} : { argument });
}

/** A way on foot from a cell to another, the end of it free. */
export function needsWay(simulation: Simulation, step: PlanStep, from: Cell, to: Cell, argument?: string): IllegalStep | undefined {
  const details = argument === undefined ? {} : { argument };
  const outside = needsInside(simulation, step, to, argument);
  if (outside !== undefined || !simulation.constraints.path) return outside;
  const isThere = from.x === to.x && from.y === to.y;
  if (!isThere && simulation.terrain.isBlocked(to.x, to.y)) return refuse('blocked', `${step.act}: ${cellText(to)} is an obstacle`, details);
  return isThere || simulation.canWalk(from, to)
    ? undefined
    : refuse('no-path', `${step.act}: there is no way from ${cellText(from)} to ${cellText(to)}`, details);
}

export function needsReady(simulation: Simulation, step: PlanStep, tool: string): IllegalStep | undefined {
  if (!simulation.constraints.cooldowns) return undefined;
  const leftMs = simulation.cooldownMs(tool);
  if (leftMs === 0) return undefined;
  return refuse('cooldown', `${step.act}: ${tool} is ready in ${leftMs / 1000} s`, { isRecoverable: true });
}

export function needsAmmo(simulation: Simulation, step: PlanStep): IllegalStep | undefined {
  if (!simulation.constraints.ammo || simulation.ammo > 0) return undefined;
  return refuse('no-ammo', `${step.act}: the magazine is empty and must be filled first`);
}

export function needsItem(simulation: Simulation, step: PlanStep, name: string, argument?: string, count = 1): IllegalStep | undefined {
  if (!simulation.constraints.items || simulation.items.count(name) >= count) return undefined;
  return refuse('no-item', `${step.act}: needs ${count} ${JSON.stringify(name)}, has ${simulation.items.count(name)}`, argument === undefined ? {} : { argument });
}

export function needsCharge(simulation: Simulation, step: PlanStep, ability: string, argument?: string): IllegalStep | undefined {
  if (!simulation.constraints.items || simulation.charges.count(ability) >= 1) return undefined;
  return refuse('no-charge', `${step.act}: the ability ${JSON.stringify(ability)} has no charge`, argument === undefined ? {} : { argument });
}

export function needsStamina(simulation: Simulation, step: PlanStep, percent: number): IllegalStep | undefined {
  const { constraints, stamina } = simulation;
  if (!constraints.stamina || stamina === undefined || stamina >= percent) return undefined;
  return refuse('no-stamina', `${step.act}: needs ${percent} % stamina, has ${stamina} %; rest restores it`, { isRecoverable: true });
}

export function needsAllies(simulation: Simulation, step: PlanStep): IllegalStep | undefined {
  if (!simulation.constraints.allies || simulation.hasAllies()) return undefined;
  return refuse('no-allies', `${step.act}: no comrade is up`);
}

/** A living enemy who sees the agent. */
export function needsThreat(simulation: Simulation, step: PlanStep): IllegalStep | undefined {
  if (!simulation.constraints.threat) return undefined;
  for (const enemy of simulation.enemies.members) if (enemy.hp > 0 && simulation.isSeen(simulation.pos, enemy.pos)) return undefined;
  return refuse('no-threat', `${step.act}: no living enemy is in sight`);
}
