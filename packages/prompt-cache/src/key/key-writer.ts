import { createHash } from 'node:crypto';
import { shortValue, type WorldSink } from '@planweave/core-types';
import { bits, digest, int32, knownText, lowestNumber, wide, writtenOut } from './key-units.ts';
import { KnownTexts } from './known-texts.ts';

const digestMark = String.fromCharCode(digest);

/** Of a text that has no number; below 0, as no number is. */
const unknown = -1;

/** From this length on, V8 (Node 20) hashes a string by its length alone, and a table of long keys becomes a list. */
const longestPlainKey = 16_383;

/** A writer that has held a world of millions of values gives the memory back. */
const mostKeptUnits = 65_536;

/** The key of a scope and what was written behind it, whose SHA-256 stands for it when it would be too long for a table. */
export function shortKey(prefix: string, rest: string): string {
  if (prefix.length + rest.length <= longestPlainKey) return prefix + rest;
  return prefix + digestMark + createHash('sha256').update(Buffer.from(rest, 'utf16le')).digest('hex');
}

/** The bits of a number, in pieces. */
const double = new Float64Array(1);
const pieces = new Uint16Array(double.buffer);

/** Writes worlds into one buffer, and reads them out as keys. */
export class KeyWriter implements WorldSink {
  readonly #texts: KnownTexts;
  /** The text that was last written as the first, second, … of a world, which is mostly the same the next time; and its number. */
  readonly #lastTexts: string[] = [];
  readonly #lastIds: number[] = [];
  #units = new Uint16Array(4_096);
  /** The same memory. */
  #bytes = Buffer.from(this.#units.buffer);
  #length = 0;
  #prefixLength = 0;
  #textsWritten = 0;

  /** @param texts - Shared by all writers whose keys are compared, `mostKnownTexts` at most; none for keys that are the same in every process. */
  constructor(texts: KnownTexts = new KnownTexts(0)) {
    this.#texts = texts;
  }

  /** Whether it has grown to more than is worth keeping. */
  get isHuge(): boolean {
    return this.#units.length > mostKeptUnits;
  }

  /** Starts a new key, which begins with the number of a scope. */
  begin(scopeId: number): void {
    this.#length = 0;
    this.#textsWritten = 0;
    this.integer(scopeId);
    this.#prefixLength = this.#length;
  }

  /** What was written since {@link begin}. What would be too long for a table is replaced by its SHA-256, behind the scope. */
  key(): string {
    const written = this.#bytes.toString('utf16le', 0, 2 * this.#length);
    return written.length <= longestPlainKey ? written : shortKey(written.slice(0, this.#prefixLength), written.slice(this.#prefixLength));
  }

  integer(value: number): void {
    const unit = value - lowestNumber;
    if ((value | 0) === value && unit >>> 0 < knownText) this.#unit(unit);
    else this.#wide(value);
  }

  real(value: number): void {
    this.#double(bits, value);
  }

  /** @throws `TypeError` for what is no text: it would be written as if it were none. */
  text(value: string): void {
    if (typeof value !== 'string') throw new TypeError(`A key was to hold a text, but encode wrote ${shortValue(value)}; read the world with parseWorld first`);
    const place = this.#textsWritten;
    this.#textsWritten = place + 1;
    const id = this.#lastTexts[place] === value ? (this.#lastIds[place] as number) : this.#idOf(value, place);
    if (id < 0) this.#writeOut(value);
    else this.#unit(knownText + id);
  }

  #unit(unit: number): void {
    const at = this.#length;
    if (at === this.#units.length) this.#grow(1);
    this.#units[at] = unit;
    this.#length = at + 1;
  }

  #wide(value: number): void {
    if ((value | 0) === value) {
      this.#unit(int32);
      this.#unit(value & 0xff_ff);
      this.#unit(value >>> 16);
    } else this.#double(Number.isSafeInteger(value) ? wide : bits, value);
  }

  #double(kind: number, value: number): void {
    if (typeof value !== 'number') throw new TypeError(`A key was to hold a number, but encode wrote ${shortValue(value)}; read the world with parseWorld first`);
    double[0] = value;
    this.#unit(kind);
    for (const piece of pieces) this.#unit(piece);
  }

  #idOf(value: string, place: number): number {
    const id = this.#texts.idOf(value) ?? unknown;
    // without gaps
    if (id !== unknown && place <= this.#lastTexts.length) {
      this.#lastTexts[place] = value;
      this.#lastIds[place] = id;
    }
    return id;
  }

  #writeOut(value: string): void {
    const { length } = value;
    this.#unit(writtenOut);
    this.integer(length);
    const start = this.#length;
    if (start + length > this.#units.length) this.#grow(length);
    // by hand: asking the engine costs more than a name has letters
    for (let index = 0; index < length; index += 1) this.#units[start + index] = value.charCodeAt(index);
    this.#length = start + length;
  }

  #grow(room: number): void {
    const larger = new Uint16Array(2 * this.#units.length + room);
    larger.set(this.#units);
    this.#units = larger;
    this.#bytes = Buffer.from(larger.buffer);
  }
}
