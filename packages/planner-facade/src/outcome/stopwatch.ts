import type { Clock } from '@planweave/core-types';
import type { PlanTimings } from './plan-outcome.ts';

/** The parts of {@link PlanTimings} that are added up while a request runs. */
export type TimedPart = Exclude<keyof PlanTimings, 'totalMs'>;

/** Adds up where the milliseconds of one request go. */
export interface Stopwatch {
  /** Runs the work and adds its time to a part, also when it throws. */
  time<Result>(part: TimedPart, work: () => Result): Result;
  /** Adds time that somebody else measured. */
  add(part: TimedPart, durationMs: number): void;
  /** What was added up, with the total since the stopwatch was made. */
  read(): PlanTimings;
}

/** A stopwatch that starts now. */
export function createStopwatch(clock: Clock): Stopwatch {
  const startedAt = clock.now();
  const parts: Record<TimedPart, number> = {
    cacheMs: 0,
    promptMs: 0,
    modelMs: 0,
    loadMs: 0,
    prefillMs: 0,
    decodeMs: 0,
    parseMs: 0,
    checkMs: 0,
    fallbackMs: 0,
  };
  return {
    time(part, work) {
      const before = clock.now();
      try {
        return work();
      } finally {
        parts[part] += clock.now() - before;
      }
    },
    add(part, durationMs) {
      parts[part] += durationMs;
    },
    read: () => ({ ...parts, totalMs: clock.now() - startedAt }),
  };
}
