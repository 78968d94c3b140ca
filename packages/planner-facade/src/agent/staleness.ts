import type { CanonicalWorld, JsonValue, PlanStep } from '@planweave/core-types';
import { isSameJson } from './same-json.ts';

/**
 * How much a change of a fact counts, at least 0; anything that is not a finite number above 0 counts nothing.
 *
 * @param path - The fact: `'me.ammo'`, `'player.pos'`, `'enemies[9].hp'`; `'enemies[9]'` is that there is such an entry.
 */
export type FactWeight = (path: string) => number;

/**
 * How much of what a plan relied on is different today: the share of changed facts, from 0 (nothing) to 1 (everything).
 * Time alone changes nothing, because canonical worlds have no clock in them.
 *
 * A plan relies on everything in the world that is not in a list, and on the entries of lists whose `id` is a value
 * somewhere in its steps. An object of numbers inside something else, such as a position, is one fact; so is a list
 * inside something else; so is the presence of an entry. A fact that is there on one side only has changed.
 *
 * A number that merely equals an id, such as a coordinate, lets that entry count as well.
 *
 * @param planned - The world that the plan was made for.
 * @param steps - The steps that remain.
 * @param weigh - How much each fact counts. Default: 1.
 *
 * @example
 * ```ts
 * import { staleness } from '@planweave/planner-facade';
 *
 * const planned = { me: { hp: 80, pos: { x: 0, y: 0 } }, enemies: [{ id: 9, hp: 50 }, { id: 10, hp: 20 }] };
 * const today = { me: { hp: 80, pos: { x: 3, y: 1 } }, enemies: [{ id: 9, hp: 50 }] };
 * staleness(planned, today, [{ act: 'Attack', target_id: 9 }]); //=> 0.25
 * staleness(planned, today, [{ act: 'Attack', target_id: 9 }], (path) => (path === 'me.pos' ? 0 : 1)); //=> 0
 * ```
 */
export function staleness(planned: CanonicalWorld, today: CanonicalWorld, steps: readonly PlanStep[], weigh: FactWeight = () => 1): number {
  const mentioned = valuesIn(steps);
  const before = factsOf(planned, mentioned);
  const after = factsOf(today, mentioned);
  let total = 0;
  let changed = 0;
  const count = (path: string, hasChanged: boolean) => {
    const given = weigh(path);
    const weight = Number.isFinite(given) && given > 0 ? given : 0;
    total += weight;
    if (hasChanged) changed += weight;
  };
  for (const [path, value] of before) count(path, !isSameJson(value, after.get(path)));
  for (const path of after.keys()) if (!before.has(path)) count(path, true);
  return total === 0 ? 0 : changed / total;
}

type JsonObject = { readonly [key: string]: JsonValue };

/** Every number and text in the arguments of the steps. */
function valuesIn(steps: readonly PlanStep[]): ReadonlySet<unknown> {
  const values = new Set<unknown>();
  const collect = (value: unknown) => {
    if (typeof value === 'number' || typeof value === 'string') values.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const { act: _, ...args } of steps) collect(args);
  return values;
}

function factsOf(world: CanonicalWorld, mentioned: ReadonlySet<unknown>): Map<string, JsonValue> {
  const facts = new Map<string, JsonValue>();
  for (const [name, value] of Object.entries(world)) {
    if (isObject(value)) collectFields(facts, name, value);
    else if (!isList(value)) facts.set(name, value);
    else if (mentioned.size > 0) for (const entry of value) collectEntry(facts, name, entry, mentioned);
  }
  return facts;
}

function collectEntry(facts: Map<string, JsonValue>, list: string, entry: JsonValue, mentioned: ReadonlySet<unknown>): void {
  if (!isObject(entry)) return;
  const { id, ...rest } = entry;
  if ((typeof id !== 'number' && typeof id !== 'string') || !mentioned.has(id)) return;
  const path = `${list}[${id}]`;
  facts.set(path, true);
  collectFields(facts, path, rest);
}

function collectFields(facts: Map<string, JsonValue>, path: string, fields: JsonObject): void {
  for (const [name, value] of Object.entries(fields)) {
    if (!isObject(value) || Object.values(value).every((part) => typeof part === 'number')) facts.set(`${path}.${name}`, value);
    else collectFields(facts, `${path}.${name}`, value);
  }
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
