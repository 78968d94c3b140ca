import { bits, int32, knownText, lowestNumber, wide, writtenOut } from './key-units.ts';
import type { KeyWriter } from './key-writer.ts';
import type { KnownTexts } from './known-texts.ts';

/**
 * The same key with its texts written by another writer: out in full for a store, by number for a table. `undefined` for
 * what is no key of values, and for digests, whose texts are gone.
 *
 * @param key - A key without its scope.
 * @param texts - What the numbers of known texts in the key stand for.
 */
export function rewriteTexts(key: string, texts: KnownTexts, writer: KeyWriter): string | undefined {
  let rewritten = '';
  for (let at = 0; at < key.length; ) {
    const kind = key.charCodeAt(at);
    const end = endOfValue(key, at);
    if (end === undefined || end > key.length) return undefined;
    if (isKnown(kind) || kind === writtenOut) {
      const text = isKnown(kind) ? texts.textOf(kind - knownText) : key.slice(endOfNumber(key, at + 1), end);
      if (text === undefined) return undefined;
      rewritten += writtenText(text, writer);
    } else rewritten += key.slice(at, end);
    at = end;
  }
  return rewritten;
}

function isKnown(kind: number): boolean {
  return kind >= knownText && kind < int32;
}

/** Where the value that begins at a place ends; see `key-units.ts`. */
function endOfValue(key: string, at: number): number | undefined {
  const kind = key.charCodeAt(at);
  if (kind < int32) return at + 1;
  if (kind === wide || kind === bits) return at + 5;
  if (kind === int32) return at + 3;
  if (kind !== writtenOut) return undefined;
  const length = lengthAt(key, at + 1);
  return length === undefined ? undefined : endOfNumber(key, at + 1) + length;
}

/** Where a whole number of at most 32 bits ends. */
function endOfNumber(key: string, at: number): number {
  return key.charCodeAt(at) === int32 ? at + 3 : at + 1;
}

/** The length of a text, which is not below 0. */
function lengthAt(key: string, at: number): number | undefined {
  const kind = key.charCodeAt(at);
  const length = kind < knownText ? kind + lowestNumber : kind === int32 ? key.charCodeAt(at + 1) + key.charCodeAt(at + 2) * 0x1_00_00 : -1;
  return length >= 0 ? length : undefined;
}

function writtenText(text: string, writer: KeyWriter): string {
  writer.begin(0);
  writer.text(text);
  return writer.key().slice(1);
}
