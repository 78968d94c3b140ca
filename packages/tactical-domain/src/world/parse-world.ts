import { InvalidWorldError, type ToolRegistry } from '@planweave/core-types';
import { Findings } from './findings.ts';
import { readWorld } from './read-world.ts';
import { defaultBounds, type WorldSnapshot } from './world-snapshot.ts';

/** Worlds that were checked once and that nobody can change since. */
const checkedWorlds = new WeakSet<object>();

/**
 * Checks input from outside and returns it as a world: a frozen copy, which later changes of the input do not reach. What
 * came from here is given back as it is, so that a world on its way through several hands is read once. Cool-downs
 * may go by any name that the registry knows (`throw_smoke`, `throwSmoke`, an alias) and come out under the canonical
 * one; fields that are not part of a world are dropped.
 *
 * @throws `InvalidWorldError` with the JSON path of each issue, at most 32 of them.
 */
export function parseWorld(input: unknown, registry: ToolRegistry): WorldSnapshot {
  if (isChecked(input)) return input;
  const findings = new Findings();
  const world = readWorld(input, registry, findings);
  if (findings.issues.length === 0) {
    findSharedIds(world, findings);
    findOutside(world, findings);
  }
  if (findings.issues.length > 0) throw new InvalidWorldError('tactical', findings.issues);
  checkedWorlds.add(world);
  return world;
}

/** True for a world that came from {@link parseWorld}. */
export function isChecked(input: unknown): input is WorldSnapshot {
  return typeof input === 'object' && input !== null && checkedWorlds.has(input);
}

/** Ids that mean two things. */
function findSharedIds(world: WorldSnapshot, findings: Findings): void {
  const owners = new Map<number, string>();
  for (const list of ['enemies', 'allies', 'pois'] as const) {
    const members = world[list] ?? [];
    for (let index = 0; index < members.length; index += 1) {
      const id = members[index]?.id;
      if (id === undefined) continue;
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, list);
      else findings.add(`$.${list}`, index, '.id', `expected an id of its own, but ${id} belongs to one of the ${owner} already`);
    }
  }
}

/** An agent outside his own world, who could do nothing in it. */
function findOutside({ me, bounds }: WorldSnapshot, findings: Findings): void {
  const { x, y } = me.pos;
  const { minX, minY, maxX, maxY } = bounds ?? defaultBounds;
  if (x >= minX && x <= maxX && y >= minY && y <= maxY) return;
  const advice = bounds === undefined ? '; a world that is not around the origin must give its bounds' : '';
  findings.add('$.me.pos', -1, '', `expected a cell within (${minX},${minY}) to (${maxX},${maxY}), but found (${x},${y})${advice}`);
}
