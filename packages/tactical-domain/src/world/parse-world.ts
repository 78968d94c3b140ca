import { deepFreeze, InvalidWorldError, shortValue, type ToolRegistry, type WorldIssue } from '@planweave/core-types';
import type { z } from 'zod';
import { worldSchema } from './world-schema.ts';
import { defaultBounds, type WorldSnapshot } from './world-snapshot.ts';

/** Issues beyond this many say nothing new and could fill a log. */
const mostIssues = 32;

/** Worlds that have been through here; asking again costs nothing. */
const parsedWorlds = new WeakSet<object>();

/**
 * Checks input from outside and returns it as a frozen world. Names of cool-downs may be written as models and games do
 * (`throw_smoke`, `throwSmoke`, an alias) and come out canonical; fields that are not part of a world are dropped.
 *
 * @throws `InvalidWorldError` with the JSON path of each issue, at most 32 of them.
 */
export function parseWorld(input: unknown, registry: ToolRegistry): WorldSnapshot {
  if (typeof input === 'object' && input !== null && parsedWorlds.has(input)) return input as WorldSnapshot;
  const result = worldSchema.safeParse(input);
  if (!result.success) throw invalid(result.error.issues.slice(0, mostIssues).map((issue) => worldIssue(issue, input)));
  const issues = contradictions(result.data);
  const cooldowns = canonicalCooldowns(result.data.me.cooldowns, registry, issues);
  if (issues.length > 0) throw invalid(issues.slice(0, mostIssues));
  const world: WorldSnapshot = deepFreeze({ ...result.data, me: { ...result.data.me, cooldowns } });
  parsedWorlds.add(world);
  return world;
}

function invalid(issues: readonly WorldIssue[]): InvalidWorldError {
  return new InvalidWorldError('tactical', issues);
}

function worldIssue(issue: z.core.$ZodIssue, input: unknown): WorldIssue {
  const found = valueAt(input, issue.path);
  const expectation = issue.message.replace(/^Invalid (input|option): /, '').replace(/, received .*$/, '');
  const hint = issue.path.at(-1) === 'lastSeenSeconds' && found === undefined ? '; an AstraWeave file is read by fromAstraWeave' : '';
  return { path: jsonPath(issue.path), problem: `${expectation}, but found ${found === undefined ? 'nothing' : shortValue(found)}${hint}` };
}

function jsonPath(path: readonly PropertyKey[]): string {
  let text = '$';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[A-Za-z_]\w{0,63}$/.test(String(part))) text += `.${String(part)}`;
    else text += `[${shortValue(String(part))}]`;
  }
  return text;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

/** What each field alone cannot say: ids that mean two things, an agent outside his own world. */
function contradictions(world: WorldSnapshot): WorldIssue[] {
  const issues: WorldIssue[] = [];
  const owners = new Map<number, string>();
  const claim = (id: number | undefined, path: string) => {
    if (id === undefined) return;
    const owner = owners.get(id);
    if (owner === undefined) owners.set(id, path);
    else issues.push({ path, problem: `expected an id of its own, but ${id} is also at ${owner}` });
  };
  world.enemies.forEach((enemy, index) => claim(enemy.id, `$.enemies[${index}].id`));
  world.allies?.forEach((ally, index) => claim(ally.id, `$.allies[${index}].id`));
  world.pois.forEach((poi, index) => claim(poi.id, `$.pois[${index}].id`));

  const { x, y } = world.me.pos;
  const bounds = world.bounds ?? defaultBounds;
  if (x < bounds.minX || x > bounds.maxX || y < bounds.minY || y > bounds.maxY) {
    const area = `(${bounds.minX},${bounds.minY}) to (${bounds.maxX},${bounds.maxY})`;
    const advice = world.bounds === undefined ? '; a world that is not around the origin must give its bounds' : '';
    issues.push({ path: '$.me.pos', problem: `expected a cell within ${area}, but found (${x},${y})${advice}` });
  }
  return issues;
}

function canonicalCooldowns(given: Readonly<Record<string, number>>, registry: ToolRegistry, issues: WorldIssue[]): Record<string, number> {
  const bySeconds = new Map<string, number>();
  for (const [name, seconds] of Object.entries(given)) {
    const tool = registry.get(name);
    if (tool === undefined) {
      issues.push({ path: jsonPath(['me', 'cooldowns', name]), problem: 'expected the name of a tool, as in "ThrowSmoke", but no tool is called that' });
    } else {
      bySeconds.set(tool.name, Math.max(seconds, bySeconds.get(tool.name) ?? 0));
    }
  }
  return Object.fromEntries([...bySeconds].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
