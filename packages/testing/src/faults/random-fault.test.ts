import { seededRandom } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { randomFault } from './random-fault.ts';

describe('randomFault', () => {
  it('gives every kind sooner or later, and the same ones for the same seed', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 400 }, () => randomFault(random));
    };
    expect(new Set(draw(1).map(({ kind }) => kind)).size).toBe(16);
    expect(draw(2)).toEqual(draw(2));
    expect(draw(2)).not.toEqual(draw(3));
  });
});
