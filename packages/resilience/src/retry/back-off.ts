import { checkCount, checkDuration, checkOption, checkRatio, type Random } from '@planweave/core-types';

/** How often and how patiently to try again. */
export interface RetrySchedule {
  /** How many times the work is done at most, the first time included. */
  readonly attempts: number;
  /** The pause after the first failure, in milliseconds. */
  readonly initialDelayMs: number;
  /** What each pause is multiplied by to get the next, at least 1. */
  readonly factor: number;
  /** No pause is longer, in milliseconds, jitter included. */
  readonly maxDelayMs: number;
  /** How far a pause may differ from its plain value, to both sides, in 0..1, so that agents do not knock together. */
  readonly jitterRatio: number;
}

/**
 * The two schedules of the original system. `production` for a server that many share, `aggressive` for one's own.
 *
 * @example
 * ```ts
 * import { retrySchedules } from '@planweave/resilience';
 *
 * retrySchedules.production.attempts; //=> 3
 * retrySchedules.aggressive.initialDelayMs; //=> 25
 * ```
 */
export const retrySchedules = Object.freeze({
  production: Object.freeze({ attempts: 3, initialDelayMs: 50, factor: 2, maxDelayMs: 500, jitterRatio: 0.25 }),
  aggressive: Object.freeze({ attempts: 5, initialDelayMs: 25, factor: 1.5, maxDelayMs: 300, jitterRatio: 0.25 }),
}) satisfies Readonly<Record<string, RetrySchedule>>;

/**
 * The pause after the n-th failure: `min(initial · factor^(n−1), max)`, then up to ± `jitterRatio` of it, never above
 * `max` and never below 0.
 *
 * @param failures - How many attempts have failed, from 1.
 *
 * @example
 * ```ts
 * import { seededRandom } from '@planweave/core-types';
 * import { backOffMs, retrySchedules } from '@planweave/resilience';
 *
 * backOffMs({ ...retrySchedules.production, jitterRatio: 0 }, 3, seededRandom(1)); //=> 200
 * ```
 */
export function backOffMs(schedule: Omit<RetrySchedule, 'attempts'>, failures: number, random: Random): number {
  const plain = Math.min(schedule.initialDelayMs * schedule.factor ** (failures - 1), schedule.maxDelayMs);
  const jitter = schedule.jitterRatio === 0 ? 0 : (random.next() * 2 - 1) * schedule.jitterRatio;
  return Math.min(Math.max(plain * (1 + jitter), 0), schedule.maxDelayMs);
}

/** Checks a schedule once, when a policy is made from it. */
export function checkSchedule(schedule: RetrySchedule): RetrySchedule {
  checkCount('retry', 'attempts', schedule.attempts);
  checkDuration('retry', 'initialDelayMs', schedule.initialDelayMs);
  checkDuration('retry', 'maxDelayMs', schedule.maxDelayMs);
  checkRatio('retry', 'jitterRatio', schedule.jitterRatio);
  checkOption('retry', 'factor', schedule.factor, 'a finite number of at least 1', (given) => Number.isFinite(given) && given >= 1);
  return schedule;
}
