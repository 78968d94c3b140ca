import { jsonrepair } from 'jsonrepair';
import type { MendingAllowance } from './mending-allowance.ts';
import { repeatsKey } from './repeats-key.ts';

/** JSON that was read, and whether its syntax had to be mended for that. */
export interface ReadJson {
  readonly value: unknown;
  readonly isMended: boolean;
  /** An object in it has a key twice, of which only the last is in the value. */
  readonly repeatsKey: boolean;
}

/**
 * Reads a piece of text as JSON, with its syntax mended where that is needed and has one outcome. `undefined` when it
 * cannot be read, or only with more work than is allowed. Never throws.
 */
export function readJson(text: string, allowance: MendingAllowance): ReadJson | undefined {
  const isEscaped = /^[{[]\s{0,32}\\"/.test(text);
  const strict = readStrict(isEscaped ? unescaped(text) : text, isEscaped);
  if (strict !== undefined) return strict;
  if (!allowance.spendOn(text)) return undefined;
  try {
    return readStrict(withApostrophes(text, jsonrepair(text)), true);
  } catch {
    return undefined;
  }
}

function readStrict(text: string | undefined, isMended: boolean): ReadJson | undefined {
  const value = text === undefined ? undefined : parseJson(text);
  return text === undefined || value === undefined ? undefined : { value, isMended, repeatsKey: repeatsKey(text, value) };
}

/** Strict JSON; `undefined` for anything else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A piece of JSON inside a JSON text: `{\"act\":\"Scan\"}`. */
function unescaped(text: string): string | undefined {
  const inner = parseJson(`"${text}"`);
  return typeof inner === 'string' ? inner : undefined;
}

/** `{'name':'O'Brien'}`: of a quote inside a text that uses single quotes only, mending makes a double one. */
function withApostrophes(text: string, mended: string): string {
  if (/["“”]/.test(text)) return mended;
  return mended.replaceAll(/\\(.)/gs, (escape, escaped: string) => (escaped === '"' ? "'" : escape));
}
