import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors/invalid-option-error.ts';
import { fingerprint } from './fingerprint.ts';
import type { Random } from './random.ts';
import { seededRandom } from './seeded-random.ts';

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.next());

describe('seededRandom', () => {
  it('gives its known answers', () => {
    expect(draw(seededRandom(7), 3)).toEqual([0.8969497461803257, 0.3944451429415494, 0.6552566313184798]);
    expect(draw(seededRandom('guard-7'), 3)).toEqual([0.5062651180196553, 0.42679853877052665, 0.8811257279012352]);
    expect(draw(seededRandom(7).fork('jitter'), 3)).toEqual([0.12271814444102347, 0.2084900983609259, 0.5316379680298269]);
  });

  it('is sfc32 as published', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const reference = sfc32(fingerprint(`seed:${seed}`));
        expect(draw(seededRandom(seed), 20)).toEqual(Array.from({ length: 20 }, reference));
      }),
    );
  });

  it('takes 1 and "1" for the same seed', () => {
    expect(draw(seededRandom(1), 5)).toEqual(draw(seededRandom('1'), 5));
  });

  it('starts neighbouring seeds far apart', () => {
    const firsts = Array.from({ length: 10_000 }, (_, seed) => seededRandom(seed).next());
    expect(new Set(firsts).size).toBeGreaterThan(9_990);
    expect(chiSquared(firsts, 100)).toBeLessThan(160);
  });

  it('is at least 0, below 1, and spread evenly', () => {
    const drawn = draw(seededRandom('spread'), 100_000);
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    // 99 degrees of freedom: 160 is passed by chance once in about 10,000 seeds
    expect(chiSquared(drawn, 100)).toBeLessThan(160);
  });

  it('does not follow itself', () => {
    const drawn = draw(seededRandom('serial'), 50_000);
    const product = drawn.slice(1).reduce((sum, value, index) => sum + (value - 0.5) * ((drawn[index] ?? 0) - 0.5), 0) / drawn.length;
    expect(Math.abs(product * 12)).toBeLessThan(0.02);
  });

  it.each([NaN, Infinity, undefined, null, {}, 1n])('refuses the seed %s', (seed) => {
    expect(() => seededRandom(seed as number)).toThrow(InvalidOptionError);
  });
});

describe('Random.fork', () => {
  it('does not depend on what was drawn before, and disturbs nothing', () => {
    const fresh = seededRandom(3);
    const used = seededRandom(3);
    draw(used, 50);
    expect(draw(used.fork('a'), 5)).toEqual(draw(fresh.fork('a'), 5));
    const [undisturbed, disturbed] = [seededRandom(3), seededRandom(3)];
    disturbed.fork('b').next();
    expect(draw(disturbed, 5)).toEqual(draw(undisturbed, 5));
  });

  it('gives another source for every label, seed and depth', () => {
    const root = seededRandom(3);
    const sources = [root, root.fork('a'), root.fork('b'), root.fork(''), root.fork('a').fork('b'), root.fork('a/b'), root.fork('b').fork('a'), seededRandom(4).fork('a')];
    expect(new Set(sources.map((source) => source.next())).size).toBe(sources.length);
  });

  it('gives sources that do not follow one another', () => {
    const [a, b] = [seededRandom(3).fork('a'), seededRandom(3).fork('b')];
    const product = draw(a, 50_000).reduce((sum, value) => sum + (value - 0.5) * (b.next() - 0.5), 0) / 50_000;
    expect(Math.abs(product * 12)).toBeLessThan(0.02);
  });
});

/** Chris Doty-Humphrey's small fast counting generator with 32-bit words, from PractRand. */
function sfc32(root: string): () => number {
  const state = Uint32Array.of(Number.parseInt(root.slice(0, 8), 16), Number.parseInt(root.slice(8), 16), 0x9e_37_79_b9, 1);
  const next = () => {
    const [a = 0, b = 0, c = 0, counter = 0] = state;
    const result = (a + b + counter) % 2 ** 32;
    state.set([b ^ (b >>> 9), c + ((c << 3) >>> 0), (((c << 21) | (c >>> 11)) >>> 0) + result, counter + 1]);
    return result / 2 ** 32;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

function chiSquared(values: readonly number[], bins: number): number {
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) counts[Math.floor(value * bins)]! += 1;
  const expected = values.length / bins;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
