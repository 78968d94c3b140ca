import { createHash } from 'node:crypto';
import type { WorldSink } from '@planweave/core-types';
import { KnownTexts } from './known-texts.ts';

/*
 * How a value is written. Each value has one form, no form is the beginning of another, and each says its own length;
 * so two worlds give the same bytes exactly when they wrote the same values in the same order.
 *
 *   00-7f         a whole number from 0 to 127
 *   80-ef + 1     any other whole number from -2,048 to 26,623
 *   f0 + 4        any other whole number of 32 bits
 *   f1 + 8        any other whole number
 *   f2 + 8        a number with all its bits
 *   f3 + n        a known text, by its number, which is a whole number; other numbers in every process
 *   f4 + n + …    any other text of Latin-1 characters, after its length, which is a whole number
 *   f5 + n + …    any other text, two bytes a character
 */
export const keyBytes = { int32: 0xf0, wide: 0xf1, bits: 0xf2, known: 0xf3, latin1: 0xf4, utf16: 0xf5, digest: 0xff } as const;
const { int32, wide, bits, known, latin1, utf16 } = keyBytes;
/** No value begins with it, so nothing that was written can be taken for a digest. */
const digestMark = String.fromCharCode(keyBytes.digest);

/** Of a text that has no number. */
const unknown = -1;

/** From this length on, V8 (Node 20) hashes a string by its length alone, and a table of long keys becomes a list. */
const longestPlainKey = 16_383;

/** Writes worlds into one buffer, and reads them out as keys. */
export class KeyWriter implements WorldSink {
  readonly #texts: KnownTexts;
  /** The text that was last written as the first, second, … of a world, which is mostly the same the next time; and its number. */
  readonly #lastTexts: string[] = [];
  readonly #lastIds: number[] = [];
  #buffer = Buffer.alloc(4_096);
  #length = 0;
  #prefixLength = 0;
  #textsWritten = 0;

  /** @param texts - Shared by all writers whose keys are compared; none for keys that are the same in every process. */
  constructor(texts: KnownTexts = new KnownTexts(0)) {
    this.#texts = texts;
  }

  /** Starts a new key, which begins with the number of a scope. */
  begin(scopeId: number): void {
    this.#length = 0;
    this.#textsWritten = 0;
    this.integer(scopeId);
    this.#prefixLength = this.#length;
  }

  /**
   * What was written since {@link begin}: one character a byte. What would be too long for a table is replaced by its
   * SHA-256, behind the scope.
   */
  key(): string {
    const end = this.#length;
    if (end <= longestPlainKey) return this.#buffer.toString('latin1', 0, end);
    const digest = createHash('sha256').update(this.#buffer.subarray(this.#prefixLength, end)).digest('hex');
    return this.#buffer.toString('latin1', 0, this.#prefixLength) + digestMark + digest;
  }

  integer(value: number): void {
    const at = this.#length;
    if (at + 2 > this.#buffer.length) this.#grow(2);
    if ((value & 0x7f) === value) {
      this.#buffer[at] = value;
      this.#length = at + 1;
    } else if (value >= -2_048 && value < 26_624 && (value | 0) === value) {
      const shifted = value + 2_048;
      this.#buffer[at] = 0x80 + (shifted >> 8);
      this.#buffer[at + 1] = shifted & 0xff;
      this.#length = at + 2;
    } else {
      this.#wide(value);
    }
  }

  #wide(value: number): void {
    const at = this.#length;
    if (at + 9 > this.#buffer.length) this.#grow(9);
    const buffer = this.#buffer;
    if ((value | 0) === value) {
      buffer[at] = int32;
      this.#length = buffer.writeInt32LE(value, at + 1);
    } else {
      buffer[at] = Number.isSafeInteger(value) ? wide : bits;
      this.#length = buffer.writeDoubleLE(value, at + 1);
    }
  }

  real(value: number): void {
    if (this.#length + 9 > this.#buffer.length) this.#grow(9);
    this.#buffer[this.#length] = bits;
    this.#length = this.#buffer.writeDoubleLE(value, this.#length + 1);
  }

  text(value: string): void {
    const place = this.#textsWritten;
    this.#textsWritten = place + 1;
    const id = this.#lastTexts[place] === value ? (this.#lastIds[place] as number) : this.#idOf(value, place);
    if (id === unknown) {
      this.#writeOut(value);
      return;
    }
    const at = this.#length;
    if (at + 1 > this.#buffer.length) this.#grow(1);
    this.#buffer[at] = known;
    this.#length = at + 1;
    this.integer(id);
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
    const room = 2 * length + 16;
    if (this.#length + room > this.#buffer.length) this.#grow(room);
    const kind = this.#length;
    this.#buffer[kind] = latin1;
    this.#length += 1;
    this.integer(length);
    const start = this.#length;
    // by hand: asking the engine costs more than a name has letters
    for (let index = 0; index < length; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit > 0xff) {
        this.#buffer[kind] = utf16;
        this.#length = start + this.#buffer.write(value, start, 'utf16le');
        return;
      }
      this.#buffer[start + index] = unit;
    }
    this.#length = start + length;
  }

  #grow(room: number): void {
    const larger = Buffer.alloc(2 * this.#buffer.length + room);
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
