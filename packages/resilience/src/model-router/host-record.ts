import type { Random } from '@planweave/core-types';
import { backOffMs, type RetrySchedule } from '../retry/back-off.ts';

/** What a router remembers of one model. */
export interface HostRecord {
  /** How many calls run there now. */
  readonly inFlight: number;
  /** When it will be tried again. */
  readonly availableAt: number;
  /** The time of a good call, in milliseconds, by a moving average; `undefined` before the first. Failures say nothing about speed. */
  readonly typicalMs: number | undefined;
  /** How long a call may be expected to take, at least `usualMs` or what was learned, when a call that was given up took longer. */
  expectedMs(usualMs: number, at: number): number;
  begin(): void;
  succeed(startedAt: number, endedAt: number): void;
  /** A failure that another host may not have; `askedMs` is what the server asked to wait. */
  fail(startedAt: number, endedAt: number, askedMs: number, random: Random): void;
  /** The call ended without saying anything about the server but that it took at least so long. */
  withdraw(startedAt: number, endedAt: number): void;
}

const averaging = 0.2;

/**
 * A record of a model that was never called.
 *
 * @param coolDown - How long it is left alone after each failure in a row.
 * @param believedForMs - After so long without a call that ended, what was learned of its speed is no longer believed.
 */
export function createHostRecord(coolDown: Omit<RetrySchedule, 'attempts'>, believedForMs: number): HostRecord {
  let inFlight = 0;
  let typicalMs: number | undefined;
  let atLeastMs = 0;
  let learnedAt = -Infinity;
  let failuresInARow = 0;
  let failedAt = -Infinity;
  let availableAt = -Infinity;
  return {
    get inFlight() {
      return inFlight;
    },
    get typicalMs() {
      return typicalMs;
    },
    get availableAt() {
      return availableAt;
    },
    expectedMs: (usualMs, at) => (at - learnedAt > believedForMs ? usualMs : Math.max(typicalMs ?? usualMs, atLeastMs)),
    begin() {
      inFlight += 1;
    },
    succeed(startedAt, endedAt) {
      inFlight -= 1;
      const durationMs = endedAt - startedAt;
      const isNews = typicalMs === undefined || startedAt - learnedAt > believedForMs;
      typicalMs = isNews ? durationMs : typicalMs! + (durationMs - typicalMs!) * averaging;
      atLeastMs = 0;
      learnedAt = endedAt;
      // that a call from before the failure ended well does not show that new ones do
      if (startedAt < failedAt) return;
      failuresInARow = 0;
      availableAt = -Infinity;
    },
    fail(startedAt, endedAt, askedMs, random) {
      inFlight -= 1;
      // calls that ran side by side when the server went away are one failure, not many
      if (startedAt >= failedAt) failuresInARow += 1;
      failedAt = endedAt;
      const pauseMs = Math.max(backOffMs(coolDown, failuresInARow, random), Math.min(askedMs, coolDown.maxDelayMs));
      // a later failure always ends later: the rest of an earlier cool-down is not what counts
      availableAt = Math.max(availableAt, endedAt + pauseMs);
    },
    withdraw(startedAt, endedAt) {
      inFlight -= 1;
      if (endedAt - startedAt <= atLeastMs && endedAt - learnedAt <= believedForMs) return;
      atLeastMs = endedAt - startedAt;
      learnedAt = endedAt;
    },
  };
}
