import { keyBytes, type KeyWriter } from './key-writer.ts';
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
    const end = endOfToken(key, at);
    if (end === undefined || end > key.length) return undefined;
    if (isText(key.charCodeAt(at))) {
      const text = textAt(key, at, end, texts);
      if (text === undefined) return undefined;
      rewritten += writtenText(text, writer);
    } else rewritten += key.slice(at, end);
    at = end;
  }
  return rewritten;
}

function isText(kind: number): boolean {
  return kind === keyBytes.known || kind === keyBytes.latin1 || kind === keyBytes.utf16;
}

/** Where the value that begins at a place ends; see the table in `key-writer.ts`. */
function endOfToken(key: string, at: number): number | undefined {
  const kind = key.charCodeAt(at);
  if (kind < 0x80) return at + 1;
  if (kind < keyBytes.int32) return at + 2;
  if (kind === keyBytes.int32) return at + 5;
  if (kind === keyBytes.wide || kind === keyBytes.bits) return at + 9;
  if (!isText(kind)) return undefined;
  const count = smallNumberAt(key, at + 1);
  if (count === undefined) return undefined;
  const start = endOfToken(key, at + 1) as number;
  return kind === keyBytes.known ? start : start + count * (kind === keyBytes.latin1 ? 1 : 2);
}

/** A length or the number of a text, neither of which is below 0. */
function smallNumberAt(key: string, at: number): number | undefined {
  const kind = key.charCodeAt(at);
  const value =
    kind < 0x80 ? kind : kind < keyBytes.int32 ? (kind - 0x80) * 256 + key.charCodeAt(at + 1) - 2_048 : kind === keyBytes.int32 ? Buffer.from(key.slice(at + 1, at + 5), 'latin1').readInt32LE() : -1;
  return value >= 0 ? value : undefined;
}

function textAt(key: string, at: number, end: number, texts: KnownTexts): string | undefined {
  if (key.charCodeAt(at) === keyBytes.known) return texts.textOf(smallNumberAt(key, at + 1) as number);
  const start = endOfToken(key, at + 1) as number;
  return Buffer.from(key.slice(start, end), 'latin1').toString(key.charCodeAt(at) === keyBytes.latin1 ? 'latin1' : 'utf16le');
}

function writtenText(text: string, writer: KeyWriter): string {
  writer.begin(0);
  writer.text(text);
  return writer.key().slice(1);
}
