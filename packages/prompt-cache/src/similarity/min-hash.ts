const bands = 16;
const rows = 4;

/**
 * Sixteen keys of a set; two sets that share most of their members are very likely to share a key, and two that share
 * few are not: a share of 0.8 meets with a chance of 0.9998, one of 0.2 with 0.025 (1 - (1 - share^4)^16).
 * Broder's MinHash with 64 hash functions, in bands.
 */
export function minHashBands(members: Iterable<string>): readonly string[] {
  const least = new Uint32Array(bands * rows).fill(0xff_ff_ff_ff);
  for (const member of members) {
    const hash = textHash(member);
    for (let index = 0; index < least.length; index += 1) {
      const mixed = (Math.imul(hash ^ Math.imul(index + 1, 0x9e_37_79_b1), 0x85_eb_ca_6b) ^ (hash >>> 13)) >>> 0;
      const value = Math.imul(mixed ^ (mixed >>> 15), 0xc2_b2_ae_35) >>> 0;
      if (value < (least[index] as number)) least[index] = value;
    }
  }
  return Array.from({ length: bands }, (_, band) => `${band}:${least.slice(band * rows, (band + 1) * rows).join(',')}`);
}

/** FNV-1a over UTF-16 code units. */
function textHash(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  return hash >>> 0;
}
