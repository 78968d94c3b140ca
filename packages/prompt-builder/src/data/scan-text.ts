import { byteWeight } from '../budget/byte-weight.ts';
import { notPlain } from './clean-text.ts';

/** What one walk over a text finds out. */
export interface TextScan {
  /** What it costs, in 64ths of a token. */
  readonly weight: number;
  /** How many bytes are not plain; a text with none of them needs no cleaning. */
  readonly oddBytes: number;
}

const encoder = new TextEncoder();
/**
 * UTF-16 code units that are encoded at a time. Each needs at most three bytes and weighs at most 112, so that the weight
 * of a piece stays below 2^18 and its odd bytes below 2^13, and both sums fit into one small integer.
 */
const piece = 2048;
const bytes = new Uint8Array(3 * piece);
/** The same memory, four bytes a number. */
const quads = new Int32Array(bytes.buffer);
const oneOdd = 2 ** 18;
const sums = Int32Array.from({ length: 256 }, (_, byte) => byteWeight(byte) + (notPlain.test(String.fromCodePoint(byte)) ? oneOdd : 0));
/** The same for two bytes at once, whichever comes first: 256 KB. */
let sumsOfPairs: Int32Array | undefined;

/**
 * Walks over a text once, as bytes: reading a JavaScript string unit by unit, or with an expression, costs several times
 * as much as encoding it first, two bytes a look into the table take half the time of one, and four bytes are read at a time.
 */
export function scanText(text: string): TextScan {
  let weight = 0;
  let oddBytes = 0;
  sumsOfPairs ??= Int32Array.from({ length: 65_536 }, (_, pair) => (sums[pair & 255] as number) + (sums[pair >> 8] as number));
  for (let start = 0; start < text.length; start += piece) {
    const { written } = encoder.encodeInto(text.length <= piece ? text : text.slice(start, start + piece), bytes);
    let sum = sumOf(quads, written >> 2, sumsOfPairs);
    for (let index = written & ~3; index < written; index += 1) sum += sums[bytes[index] as number] as number;
    weight += sum % oneOdd;
    oddBytes += Math.floor(sum / oneOdd);
  }
  return { weight, oddBytes };
}

/** The tables are arguments, because bundlers turn constants of a module that are no literals into variables, which are looked up each time. */
function sumOf(encoded: Int32Array, length: number, table: Int32Array): number {
  let sum = 0;
  let index = 0;
  for (; index + 2 <= length; index += 2) {
    const four = encoded[index] as number;
    const more = encoded[index + 1] as number;
    sum = (sum + (table[four & 65_535] as number) + (table[four >>> 16] as number) + (table[more & 65_535] as number) + (table[more >>> 16] as number)) | 0;
  }
  if (index < length) sum += (table[(encoded[index] as number) & 65_535] as number) + (table[(encoded[index] as number) >>> 16] as number);
  return sum;
}
