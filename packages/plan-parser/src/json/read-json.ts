import { jsonrepair } from 'jsonrepair';
import { repeatsKey } from './repeats-key.ts';

/** Longer pieces are not mended: mending can take more than linear time. A step is far shorter. */
const longestMended = 4096;

/** Mending recurses; a step with more brackets than this is noise. */
const mostBrackets = 128;

/** JSON that was read, and whether its syntax had to be mended for that. */
export interface ReadJson {
  readonly value: unknown;
  readonly isMended: boolean;
  /** An object in it has a key twice, of which only the last is in the value. */
  readonly repeatsKey: boolean;
}

/**
 * Reads a piece of text as JSON, with its syntax mended where that is needed and has one outcome. `undefined` when it
 * cannot be read. Never throws.
 */
export function readJson(text: string): ReadJson | undefined {
  const isEscaped = /^[{[]\s{0,32}\\"/.test(text);
  const strict = readStrict(isEscaped ? unescaped(text) : text, isEscaped);
  if (strict !== undefined) return strict;
  if (text.length > longestMended || countBrackets(text) > mostBrackets) return undefined;
  try {
    return readStrict(jsonrepair(text), true);
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

function countBrackets(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x7b || code === 0x5b) count += 1;
  }
  return count;
}
