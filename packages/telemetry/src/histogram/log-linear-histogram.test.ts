import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistogram, powersOfTwo, type Histogram } from './log-linear-histogram.ts';

function filled(values: readonly number[], unitsPerOne: 1 | 1024 = 1024): Histogram {
  const histogram = createHistogram(unitsPerOne);
  for (const value of values) histogram.record(value);
  return histogram;
}

/** By nearest rank, as the histogram means it. */
function exactPercentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(share * values.length)) - 1]!;
}

const largestMs = 2 ** 37 - 1;
const duration = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1_000, noNaN: true }), fc.double({ min: 0, max: 2 ** 21, noNaN: true }), fc.double({ min: 0, max: largestMs, noNaN: true }), fc.constantFrom(0, 1, 2, 64 / 1024, 65 / 1024, 1024, 4096));

describe('createHistogram', () => {
  it('is 0 everywhere before the first value', () => {
    expect(createHistogram(1024).snapshot()).toEqual({ count: 0, sum: 0, min: 0, max: 0, p50: 0, p95: 0, p99: 0 });
  });

  it('gives percentiles within a unit or 1/64, count, sum and extremes exactly', () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 300 }), (values) => {
        const { count, sum, min, max, ...percentiles } = filled(values).snapshot();
        expect(count).toBe(values.length);
        expect(sum).toBeCloseTo(values.reduce((total, value) => total + value, 0), 3);
        expect(min).toBe(Math.min(...values));
        expect(max).toBe(Math.max(...values));
        for (const [name, share] of [['p50', 0.5], ['p95', 0.95], ['p99', 0.99]] as const) {
          const exact = exactPercentile(values, share);
          expect(Math.abs(percentiles[name] - exact)).toBeLessThanOrEqual(Math.max(1 / 1024, exact / 64) + 1e-9);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is right about zeros, small parts of one, and ten hours', () => {
    expect(filled([...Array.from({ length: 99 }, () => 0), 100]).snapshot()).toMatchObject({ p50: 0, p95: 0, p99: 0, max: 100 });
    expect(filled([...Array.from({ length: 8 }, () => 0.2), 50]).snapshot().p50).toBeCloseTo(0.2, 2);
    const hour = 3_600_000;
    const { p50, p99 } = filled([1, hour, hour, 10 * hour, 10 * hour]).snapshot();
    expect(Math.abs(p50 / hour - 1)).toBeLessThan(1 / 64);
    expect(Math.abs(p99 / hour - 10)).toBeLessThan(10 / 64);
  });

  it('counts up to a bound: zeros alone for 0, nothing below it', () => {
    const histogram = filled([0, 1, 1, 1, 5], 1);
    expect([-5, NaN, 0, 1, 4, 5, Infinity].map((bound) => histogram.countUpTo(bound))).toEqual([0, 0, 1, 4, 4, 5, 5]);
  });

  it('knows whole numbers of any size it is made for by their bounds', () => {
    for (let exponent = 0; exponent < 47; exponent += 1) {
      const bound = 2 ** exponent;
      const histogram = filled([bound, bound + 1, 2 ** 47], 1);
      expect([bound, exponent < 6 ? bound + 1 : 2 * bound].map((each) => histogram.countUpTo(each))).toEqual([1, exponent === 46 ? 3 : 2]);
    }
  });

  it('is exact for small counts', () => {
    expect(filled([3, 7, 7, 12, 64], 1).snapshot()).toMatchObject({ p50: 7, p99: 64 });
  });

  it('knows exactly how many values are at most a power of two, in milliseconds', () => {
    fc.assert(
      fc.property(fc.array(duration, { maxLength: 100 }), (values) => {
        const histogram = filled(values);
        for (const bound of powersOfTwo) expect(histogram.countUpTo(bound)).toBe(values.filter((value) => value <= bound).length);
      }),
    );
  });

  it('counts a negative value as 0, leaves NaN and infinity out, and keeps sum and maximum of values beyond its range', () => {
    const histogram = filled([-5, NaN, Infinity, 1e12]);
    expect(histogram.snapshot()).toMatchObject({ count: 2, sum: 1e12, min: 0, max: 1e12 });
    expect(histogram.countUpTo(2 ** 20)).toBe(1);
  });

  it('starts again after reset', () => {
    const histogram = filled([5, 6]);
    histogram.reset();
    expect(histogram.snapshot().count).toBe(0);
    histogram.record(2);
    expect(histogram.snapshot()).toMatchObject({ count: 1, min: 2, p50: 2 });
  });
});
