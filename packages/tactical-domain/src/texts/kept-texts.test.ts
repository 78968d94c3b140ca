import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import { keptTexts } from './kept-texts.ts';

describe('keptTexts', () => {
  it('gives what it would make, whatever it keeps', () => {
    const make = (a: number, b: number, c = 0, d = 0, e = 0, name = '') => `${a} of ${b}, ${c}, ${d}, ${e}, more than a dozen characters and ${name}`;
    const kept = keptTexts(make);
    const number = fc.oneof(fc.integer({ min: -70, max: 70 }), fc.maxSafeInteger(), fc.constant(-0));
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { maxLength: 40 }), (pairs) => {
        for (const [a, b] of [...pairs, ...pairs]) assert.equal(kept(a, b), make(a, b));
      }),
      { seed: 64, numRuns: 2000 },
    );
    const small = fc.nat(3);
    fc.assert(
      fc.property(fc.array(fc.tuple(small, number, small, small, number, fc.constantFrom('', 'door', 'gate')), { maxLength: 40 }), (lists) => {
        for (const values of [...lists, ...lists]) assert.equal(kept(...values), make(...values));
      }),
      { seed: 65, numRuns: 2000 },
    );
  });

  it('makes the texts of a square of 64 cells once', () => {
    let made = 0;
    const kept = keptTexts((x, y) => `${(made += 1)}: ${x},${y}`);
    for (let round = 0; round < 3; round += 1) for (let x = -40; x < 24; x += 1) for (let y = 500; y < 564; y += 1) kept(x, y);
    expect(made).toBe(64 * 64);
  });

  it('keeps two texts whose numbers lead to one place, and of three the two made last', () => {
    const made: number[] = [];
    const kept = keptTexts((a) => String(made.push(a)), 16);
    for (const a of [3, 19, 3, 19]) kept(a);
    expect(made).toEqual([3, 19]);
    for (const a of [35, 19, 35, 3]) kept(a);
    expect(made).toEqual([3, 19, 35, 3]);
  });
});
