import { scanText } from '../data/scan-text.ts';
import { userText, type UserParts } from './user-text.ts';
import { cleanParts } from './world-parts.ts';

/** A user message, and what it costs in 64ths of a token. */
export interface WrittenUser<Parts extends UserParts> {
  readonly from: Parts;
  readonly text: string;
  readonly weight: number;
}

/**
 * Writes a message from parts that may need cleaning. Most do not, and one walk over the whole message shows it: the only
 * bytes that are not plain are then the `<` of our own tags, two a part, and those of history and request, which are
 * clean already. Otherwise the parts are cleaned one by one, and the message is written again.
 */
export function writeUser<Parts extends UserParts>(from: Parts, request: string, oddBytesOfRequest: number): WrittenUser<Parts> {
  const text = userText(from, request);
  const { weight, oddBytes } = scanText(text);
  const ours = 2 * from.parts.length + oddBytesOfRequest + (from.history.length === 0 ? 0 : oddBytesOf(from.history));
  return oddBytes === ours ? { from, text, weight } : writeCleanUser({ ...from, parts: cleanParts(from.parts) }, request);
}

/** Writes a message from parts that were cleaned before. */
export function writeCleanUser<Parts extends UserParts>(from: Parts, request: string): WrittenUser<Parts> {
  const text = userText(from, request);
  return { from, text, weight: scanText(text).weight };
}

/** Those of past plans, and of the two tags around them. */
function oddBytesOf(history: readonly string[]): number {
  let sum = 2;
  for (const line of history) sum += scanText(line).oddBytes;
  return sum;
}
