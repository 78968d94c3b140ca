import type { PlanRoles, PlanStep } from '@planweave/core-types';
import type { Cell, WorldSnapshot } from '../world/world-snapshot.ts';
import { rolesInOrder } from './roles-in-order.ts';

/** The arguments that name somebody or something. */
const idArguments = ['target_id', 'ally_id'] as const;
/** The arguments that are a cell; `x` and `y` of a step are one as well. */
const cellArguments = ['position', 'rally_point'] as const;

/** Somebody or something that a plan may name. */
interface Named {
  readonly id: number | undefined;
  readonly pos: Cell;
  /** What stands still is found where it is, and needs no role to be found. */
  readonly moves: boolean;
}

/** Stands in a general step for an id or a cell. */
interface RoleMark {
  /** `enemy 0` is the enemy nearest to the agent. */
  readonly role: string;
}

/**
 * Roles of the tactical world: whoever is named by id, and whoever moves about and is named by the cell he is on.
 * Everything else in a plan stays as it is.
 */
export const tacticalRoles: PlanRoles<WorldSnapshot> = Object.freeze({
  generalise(world: WorldSnapshot, steps: readonly PlanStep[]) {
    const named = [...namedByRole(world)];
    const byId = new Map(named.map(([role, { id }]) => [id, { role }]));
    const byCell = new Map(named.flatMap(([role, { pos, moves }]) => (moves ? [[cellKey(pos), { role }]] : [])));
    return steps.map((step) => generalStep(step, byId, byCell));
  },
  bind(world: WorldSnapshot, steps: readonly PlanStep[]) {
    let named: ReadonlyMap<string, Named> | undefined;
    return steps.map((step) => boundStep(step, (role) => (named ??= namedByRole(world)).get(role)));
  },
});

function namedByRole(world: WorldSnapshot): ReadonlyMap<string, Named> {
  const { enemies, allies, points } = rolesInOrder(world);
  return new Map<string, Named>([
    ...enemies.map(({ id, pos }, index): [string, Named] => [`enemy ${index}`, { id, pos, moves: true }]),
    ...allies.map(({ id, pos }, index): [string, Named] => [`ally ${index}`, { id, pos, moves: true }]),
    ...points.map(({ id, pos }, index): [string, Named] => [`point ${index}`, { id, pos, moves: false }]),
    ['player', { id: undefined, pos: world.player.pos, moves: true }],
  ]);
}

function generalStep(step: PlanStep, byId: ReadonlyMap<number | undefined, RoleMark>, byCell: ReadonlyMap<string, RoleMark>): PlanStep {
  const changes: Record<string, unknown> = {};
  for (const argument of idArguments) {
    const mark = typeof step[argument] === 'number' ? byId.get(step[argument]) : undefined;
    if (mark !== undefined) changes[argument] = mark;
  }
  for (const argument of cellArguments) {
    const mark = isCell(step[argument]) ? byCell.get(cellKey(step[argument])) : undefined;
    if (mark !== undefined) changes[argument] = mark;
  }
  const here = isCell(step) ? byCell.get(cellKey(step)) : undefined;
  return changed(step, here === undefined ? changes : { ...changes, x: here, y: here });
}

function boundStep(step: PlanStep, holderOf: (role: string) => Named | undefined): PlanStep {
  const changes: Record<string, unknown> = {};
  for (const argument in step) {
    const value = step[argument];
    const holder = isRoleMark(value) ? holderOf(value.role) : undefined;
    if (holder === undefined) continue;
    const { id, pos } = holder;
    changes[argument] = argument === 'x' ? pos.x : argument === 'y' ? pos.y : isOneOf(idArguments, argument) ? id : { x: pos.x, y: pos.y };
  }
  return changed(step, changes);
}

/** The step itself when nothing about it changes. */
function changed(step: PlanStep, changes: Readonly<Record<string, unknown>>): PlanStep {
  return Object.keys(changes).length === 0 ? step : { ...step, ...changes };
}

function isRoleMark(value: unknown): value is RoleMark {
  return typeof value === 'object' && value !== null && typeof (value as Partial<RoleMark>).role === 'string';
}

function isCell(value: unknown): value is Cell {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Cell>).x === 'number' && typeof (value as Partial<Cell>).y === 'number';
}

function cellKey({ x, y }: Cell): string {
  return `${x},${y}`;
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}
