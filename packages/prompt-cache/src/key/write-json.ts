import type { CanonicalWorld, JsonValue, WorldSink } from '@planweave/core-types';
import { deepest, isPlainObject } from './plain-data.ts';

/**
 * Writes a canonical world that has no encoder of its own. The order of an object's keys means nothing; the order of a
 * list does.
 *
 * @throws `TypeError` for anything that is not plain JSON data, and for data nested deeper than 64 levels.
 */
export function writeJson(world: CanonicalWorld, sink: WorldSink): void {
  writeValue(world, sink, 0);
}

const marks = { null: 0, false: 1, true: 2, number: 3, text: 4, list: 5, object: 6 } as const;

function writeValue(value: JsonValue | undefined, sink: WorldSink, depth: number): void {
  if (depth > deepest) throw new TypeError(`A world without a domain is nested deeper than ${deepest} levels; give its domain, or a flatter canonical form`);
  if (value === null) sink.integer(marks.null);
  else if (typeof value === 'boolean') sink.integer(value ? marks.true : marks.false);
  else if (typeof value === 'number' && Number.isFinite(value)) writeNumber(value, sink);
  else if (typeof value === 'string') {
    sink.integer(marks.text);
    sink.text(value);
  } else if (Array.isArray(value)) writeList(value, sink, depth);
  else if (isPlainObject(value)) writeObject(value, sink, depth);
  else throw new TypeError(`A world without a domain must be plain JSON data, but it holds ${typeof value === 'number' ? value : kindOf(value)}`);
}

function kindOf(value: unknown): string {
  return typeof value === 'object' ? 'an object of a class' : `a value of the type ${typeof value}`;
}

function writeNumber(value: number, sink: WorldSink): void {
  sink.integer(marks.number);
  // Adding 0 turns -0 into 0: JSON knows one of them only
  if (Number.isSafeInteger(value)) sink.integer(value + 0);
  else sink.real(value);
}

function writeList(list: readonly JsonValue[], sink: WorldSink, depth: number): void {
  sink.integer(marks.list);
  sink.integer(list.length);
  for (const each of list) writeValue(each, sink, depth + 1);
}

function writeObject(object: CanonicalWorld, sink: WorldSink, depth: number): void {
  // as in JSON, a key without a value is no key
  const keys = Object.keys(object).filter((key) => object[key] !== undefined).toSorted();
  sink.integer(marks.object);
  sink.integer(keys.length);
  for (const key of keys) {
    sink.text(key);
    writeValue(object[key], sink, depth + 1);
  }
}
