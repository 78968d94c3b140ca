import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodOf } from './period-of.ts';

describe('periodOf', () => {
  it('is the shortest distance after which the text repeats itself', () => {
    expect(periodOf('abcabcab')).toBe(3);
    expect(periodOf('aaaa')).toBe(1);
    expect(periodOf('abcd')).toBe(4);
    expect(periodOf('')).toBe(0);
  });

  it('agrees with trying every distance', () => {
    const tried = (text: string) => Array.from(text, (_, index) => index + 1).find((period) => text.startsWith(text.slice(period)));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 40 }), (text) => {
        expect(periodOf(text)).toBe(tried(text));
      }),
    );
  });
});
