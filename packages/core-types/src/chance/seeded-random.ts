import { checkOption } from '../options/check-option.ts';
import { fingerprint } from './fingerprint.ts';
import type { Random } from './random.ts';

/**
 * A reproducible source of chance: the same seed gives the same numbers, on every machine and in every version.
 * The generator is Chris Doty-Humphrey's sfc32 (128 bits of state). Not for secrets.
 *
 * @param seed - A finite number or any text; `1` and `'1'` are the same seed.
 * @throws `InvalidOptionError` for a seed that is not a finite number or a string.
 *
 * @example
 * ```ts
 * import { seededRandom } from '@planweave/core-types';
 *
 * seededRandom(7).next() === seededRandom(7).next(); //=> true
 * seededRandom(7).fork('jitter').next() === seededRandom(7).fork('jitter').next(); //=> true
 * ```
 */
export function seededRandom(seed: number | string): Random {
  checkOption('seededRandom', 'seed', seed, 'a finite number or a string', (given) => typeof given === 'string' || Number.isFinite(given));
  const root = fingerprint(`seed:${seed}`);
  let a = Number.parseInt(root.slice(0, 8), 16) | 0;
  let b = Number.parseInt(root.slice(8), 16) | 0;
  let c = 0x9e_37_79_b9 | 0;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round += 1) next();
  return Object.freeze({ next, fork: (label: string) => seededRandom(`${root}/${label}`) });
}
