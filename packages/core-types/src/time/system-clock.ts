import type { Clock } from './clock.ts';

const longestTimerMs = 2 ** 31 - 1;
/** Looked up once: the global is a getter, and the time is read several times for each plan. */
const { performance } = globalThis;

/**
 * The machine's own monotonic clock: the one place in the toolkit that reads real time. Waits beyond 24.8 days, which
 * Node would turn into no wait at all, are shortened to that.
 *
 * @example
 * ```ts
 * import { systemClock } from '@planweave/core-types';
 *
 * systemClock.now() <= systemClock.now(); //=> true
 * ```
 */
export const systemClock: Clock = Object.freeze({
  now: () => performance.now(),
  schedule(callback: () => void, delayMs: number) {
    const timer = setTimeout(callback, Math.min(delayMs, longestTimerMs));
    return () => clearTimeout(timer);
  },
});
