import { deepFreeze, InvalidWorldError, type ToolRegistry, type WorldIssue } from '@planweave/core-types';
import { oversized } from './oversized.ts';
import { issuesFrom, jsonPath, mostIssues } from './world-issues.ts';
import { worldSchema } from './world-schema.ts';
import { defaultBounds, type WorldSnapshot } from './world-snapshot.ts';

/** Worlds that have been through here; they are frozen, so asking again costs nothing. */
const parsedWorlds = new WeakSet<object>();

/**
 * Checks input from outside and returns it as a frozen world. Cool-downs may go by any name that the registry knows
 * (`throw_smoke`, `throwSmoke`, an alias) and come out under the canonical one; of several names for one tool, the
 * longest wait counts. Fields that are not part of a world are dropped.
 *
 * @throws `InvalidWorldError` with the JSON path of each issue, at most 32 of them.
 */
export function parseWorld(input: unknown, registry: ToolRegistry): WorldSnapshot {
  if (typeof input === 'object' && input !== null && parsedWorlds.has(input)) return input as WorldSnapshot;
  assertNone(oversized(input));
  const result = worldSchema.safeParse(input);
  if (!result.success) throw invalid(issuesFrom(result.error, input));
  const { data } = result;
  assertNone([...impossibleCooldowns(data.me.cooldowns, registry), ...sharedIds(data), ...outside(data)]);
  const world: WorldSnapshot = deepFreeze({ ...data, me: { ...data.me, cooldowns: canonicalCooldowns(data.me.cooldowns, registry) } });
  parsedWorlds.add(world);
  return world;
}

function invalid(issues: readonly WorldIssue[]): InvalidWorldError {
  return new InvalidWorldError('tactical', issues.slice(0, mostIssues));
}

function assertNone(issues: readonly WorldIssue[]): void {
  if (issues.length > 0) throw invalid(issues);
}

/** Ids that mean two things. */
function sharedIds(world: WorldSnapshot): WorldIssue[] {
  const issues: WorldIssue[] = [];
  const owners = new Map<number, string>();
  for (const list of ['enemies', 'allies', 'pois'] as const) {
    world[list]?.forEach(({ id }, index) => {
      if (id === undefined) return;
      const path = `$.${list}[${index}].id`;
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, path);
      else issues.push({ path, problem: `expected an id of its own, but ${id} is also at ${owner}` });
    });
  }
  return issues;
}

/** An agent outside his own world, who could do nothing in it. */
function outside({ me, bounds }: WorldSnapshot): WorldIssue[] {
  const { x, y } = me.pos;
  const { minX, minY, maxX, maxY } = bounds ?? defaultBounds;
  if (x >= minX && x <= maxX && y >= minY && y <= maxY) return [];
  const advice = bounds === undefined ? '; a world that is not around the origin must give its bounds' : '';
  return [{ path: '$.me.pos', problem: `expected a cell within (${minX},${minY}) to (${maxX},${maxY}), but found (${x},${y})${advice}` }];
}

/** Cool-downs of nothing we know, or of tools that have none: what is always ready is what plans can fall back on. */
function impossibleCooldowns(given: Readonly<Record<string, number>>, registry: ToolRegistry): WorldIssue[] {
  const issues: WorldIssue[] = [];
  for (const [name, seconds] of Object.entries(given)) {
    const tool = registry.get(name);
    const path = jsonPath(['me', 'cooldowns', name]);
    if (tool === undefined) issues.push({ path, problem: 'expected the name of a tool, as in "ThrowSmoke", but no tool is called that' });
    else if (tool.cooldownSeconds === 0 && seconds > 0) issues.push({ path, problem: `expected a tool that cools down, but ${tool.name} is always ready` });
  }
  return issues;
}

function canonicalCooldowns(given: Readonly<Record<string, number>>, registry: ToolRegistry): Record<string, number> {
  const longest = new Map<string, number>();
  for (const [name, seconds] of Object.entries(given)) {
    const canonical = registry.get(name)?.name ?? name;
    longest.set(canonical, Math.max(seconds, longest.get(canonical) ?? 0));
  }
  return Object.fromEntries(longest);
}
