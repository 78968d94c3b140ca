import { describe, expect, it } from 'vitest';
import { median, quantile, ratio } from './statistics.ts';

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 3],
    [[7], 7],
    [[], Number.NaN],
  ])('of %j is %s', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});

describe('quantile', () => {
  it('gives the value below which a share of the others lies, whatever their order', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => (index * 37) % 100);
    expect([0, 0.1, 0.5, 0.99, 1].map((share) => quantile(hundred, share))).toEqual([0, 10, 50, 99, 99]);
  });
});

describe('ratio', () => {
  it('compares within rounds, so that a machine that slows down changes nothing', () => {
    const base = { name: 'base', calls: 1, nanoseconds: [10, 100, 1_000, 10, 100] };
    const candidate = { name: 'candidate', calls: 1, nanoseconds: [30, 300, 3_000, 20, 500] };
    expect(ratio(candidate, base)).toEqual({ typical: 3, low: 2, high: 5 });
  });
});
