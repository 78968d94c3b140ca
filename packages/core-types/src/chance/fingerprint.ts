/**
 * A 64-bit fingerprint of a text as 16 hexadecimal digits. The same text has the same fingerprint on every machine and
 * in every version. It tells texts apart in logs and ids; it is **not** cryptographic, so nothing may be looked up by
 * it alone when somebody could forge a collision.
 *
 * Two FNV-1a lanes with different offsets over UTF-16 code units, each finished with the mixing steps of MurmurHash3's
 * `fmix32`.
 *
 * @example
 * ```ts
 * import { fingerprint } from '@planweave/core-types';
 *
 * fingerprint('Scan') === fingerprint('Scan'); //=> true
 * fingerprint('Scan').length; //=> 16
 * ```
 */
export function fingerprint(text: string): string {
  const lanes = new Lanes();
  lanes.add(text);
  return lanes.toString();
}

/** A {@link fingerprint} of a text that comes in pieces. */
export class Lanes {
  #low = 0x81_1c_9d_c5;
  #high = 0x9e_37_79_b9;
  #length = 0;

  add(text: string): void {
    let low = this.#low;
    let high = this.#high;
    const before = this.#length;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      low = Math.imul(low ^ unit, 0x01_00_01_93);
      high = Math.imul(high ^ (unit + before + index), 0x85_eb_ca_6b);
    }
    this.#low = low;
    this.#high = high;
    this.#length = before + text.length;
  }

  /** The fingerprint of everything that was added. */
  toString(): string {
    return hex(mix(this.#low ^ this.#length)) + hex(mix(this.#high ^ this.#low));
  }
}

function mix(lane: number): number {
  let mixed = lane;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85_eb_ca_6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Two digits for each byte; a table, because `toString(16)` with padding takes three times as long. */
const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(lane: number): string {
  return bytes[lane >>> 24]! + bytes[(lane >>> 16) & 0xff]! + bytes[(lane >>> 8) & 0xff]! + bytes[lane & 0xff]!;
}
