import { describe, expect, it } from 'vitest';
import { millisecondsFromNanoseconds } from './nanoseconds.ts';

describe('millisecondsFromNanoseconds', () => {
  it('divides by a million', () => {
    expect(millisecondsFromNanoseconds(1_500_000)).toBe(1.5);
  });

  it.each([undefined, null, 0, -1, Number.NaN, Infinity, '5'])('takes %s for nothing', (value) => {
    expect(millisecondsFromNanoseconds(value)).toBe(0);
  });
});
