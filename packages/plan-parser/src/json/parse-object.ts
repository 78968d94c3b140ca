import { isDeep } from './is-deep.ts';
import { isRecord } from './is-record.ts';
import { parseJson } from './read-json.ts';
import { repeatsKey } from './repeats-key.ts';

/**
 * The object or list that a text is as strict JSON; `undefined` for anything else, for what is nested too deep, and for
 * an object with a key twice. Looks before it parses, because a failing parse is slow.
 */
export function parseObject(text: string): Readonly<Record<string, unknown>> | readonly unknown[] | undefined {
  if (!/^\s{0,32}[{[]/.test(text)) return undefined;
  const value = parseJson(text);
  return (isRecord(value) || Array.isArray(value)) && !isDeep(value) && !repeatsKey(text, value) ? value : undefined;
}
