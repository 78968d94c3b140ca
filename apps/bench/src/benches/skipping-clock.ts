import type { Clock } from '@planweave/core-types';

/** A clock on which every wait is over at once. */
export interface SkippingClock extends Clock {
  /** Moves the time on. */
  skip(ms: number): void;
}

/**
 * A clock for measuring code that waits without measuring the wait: a timer moves the time to its moment and runs with
 * the next microtask. For one wait at a time.
 */
export function skippingClock(): SkippingClock {
  let now = 0;
  return {
    now: () => now,
    skip(ms) {
      now += ms;
    },
    schedule(callback, delayMs) {
      let isCancelled = false;
      queueMicrotask(() => {
        if (isCancelled) return;
        now += delayMs;
        callback();
      });
      return () => {
        isCancelled = true;
      };
    },
  };
}
