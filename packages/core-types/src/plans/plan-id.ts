import { Lanes } from '../chance/fingerprint.ts';
import type { PlanStep } from './plan.ts';

/** What lies deeper is written out first, which also tells what contains itself. */
const mostLevels = 16;

/**
 * The id of a plan: the fingerprint of its steps as JSON. The JSON is not put together for it, because that takes longer
 * than everything else about a plan.
 */
export function planId(steps: readonly PlanStep[]): string {
  const lanes = new Lanes();
  addList(lanes, steps, mostLevels);
  return `plan-${lanes.toString()}`;
}

/** Adds what `JSON.stringify` would write; for what it would write nothing for, `null`. */
function addValue(lanes: Lanes, value: unknown, levels: number): void {
  if (typeof value === 'string') addQuoted(lanes, value);
  else if (typeof value === 'number') lanes.add(Number.isFinite(value) ? String(value) : 'null');
  else if (typeof value === 'boolean') lanes.add(value ? 'true' : 'false');
  else if (levels > 0 && Array.isArray(value)) addList(lanes, value, levels - 1);
  else if (levels > 0 && isPlain(value)) addRecord(lanes, value, levels - 1);
  else lanes.add(JSON.stringify(value) ?? 'null');
}

function addList(lanes: Lanes, list: readonly unknown[], levels: number): void {
  lanes.add('[');
  for (let index = 0; index < list.length; index += 1) {
    if (index > 0) lanes.add(',');
    addValue(lanes, list[index], levels);
  }
  lanes.add(']');
}

function addRecord(lanes: Lanes, record: Readonly<Record<string, unknown>>, levels: number): void {
  let before = '{';
  for (const key in record) {
    const value = record[key];
    if (value === undefined || typeof value === 'function' || typeof value === 'symbol') continue;
    lanes.add(before);
    before = ',';
    addQuoted(lanes, key);
    lanes.add(':');
    addValue(lanes, value, levels);
  }
  lanes.add(before === '{' ? '{}' : '}');
}

function addQuoted(lanes: Lanes, text: string): void {
  if (!isWrittenAsIs(text)) {
    lanes.add(JSON.stringify(text));
    return;
  }
  lanes.add('"');
  lanes.add(text);
  lanes.add('"');
}

/** True for printable ASCII without quotes and backslashes, as names are. */
function isWrittenAsIs(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return false;
  }
  return true;
}

/** Objects of a class, and those that write themselves, are left to `JSON.stringify`. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value);
}
