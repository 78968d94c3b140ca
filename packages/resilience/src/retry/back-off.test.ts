import { seededRandom } from '@planweave/core-types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs, retrySchedules, type RetrySchedule } from './back-off.ts';

const delays = (schedule: RetrySchedule, seed: number) => {
  const random = seededRandom(seed);
  return [1, 2, 3, 4, 5, 6].map((failures) => backOffMs(schedule, failures, random));
};

describe('backOffMs', () => {
  it.each([
    ['V1', retrySchedules.production, [50, 100, 200, 400, 500, 500]],
    ['V2', retrySchedules.aggressive, [25, 37.5, 56.25, 84.375, 126.5625, 189.84375]],
  ] as const)('%s: stays within 25 % of the plain pauses, to both sides, and never above the cap', (_, schedule, plain) => {
    const seen = Array.from({ length: 200 }, (__, seed) => delays(schedule, seed));
    for (const row of seen) {
      for (const [index, delay] of row.entries()) {
        expect(delay).toBeGreaterThanOrEqual(plain[index]! * 0.75);
        expect(delay).toBeLessThanOrEqual(Math.min(plain[index]! * 1.25, schedule.maxDelayMs));
      }
    }
    expect(seen.some((row) => row[0]! < plain[0])).toBe(true);
    expect(seen.some((row) => row[0]! > plain[0])).toBe(true);
  });

  it('gives the same pauses for the same seed and others for another', () => {
    expect(delays(retrySchedules.production, 1)).toEqual(delays(retrySchedules.production, 1));
    expect(delays(retrySchedules.production, 1)).not.toEqual(delays(retrySchedules.production, 2));
  });

  it('grows without falling when there is no jitter, and stays finite for any number of failures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (failures) => {
        const schedule = { ...retrySchedules.production, jitterRatio: 0 };
        const delay = backOffMs(schedule, failures, seededRandom(0));
        expect(delay).toBeLessThanOrEqual(backOffMs(schedule, failures + 1, seededRandom(0)));
        expect(delay).toBeLessThanOrEqual(500);
      }),
    );
  });
});
