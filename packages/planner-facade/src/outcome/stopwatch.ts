import type { Clock } from '@planweave/core-types';
import type { PlanTimings } from './plan-outcome.ts';

/** The parts of {@link PlanTimings} that are added up while a request is planned for. */
export type TimedPart = Exclude<keyof PlanTimings, 'cacheMs' | 'totalMs'>;

/** Adds up where the milliseconds of one request go. */
export class Stopwatch implements Record<TimedPart, number> {
  promptMs = 0;
  modelMs = 0;
  loadMs = 0;
  prefillMs = 0;
  decodeMs = 0;
  parseMs = 0;
  checkMs = 0;
  fallbackMs = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs the work and adds its time to a part, also when it throws. */
  time<Result>(part: TimedPart, work: () => Result): Result {
    const before = this.#clock.now();
    try {
      return work();
    } finally {
      this[part] += this.#clock.now() - before;
    }
  }
}

/** Of a request that was not planned for, because its plan was known. */
const noParts: Readonly<Record<TimedPart, number>> = Object.freeze({ promptMs: 0, modelMs: 0, loadMs: 0, prefillMs: 0, decodeMs: 0, parseMs: 0, checkMs: 0, fallbackMs: 0 });

/** What was added up until now, if anything was, with what else took time. */
export function timingsOf(parts: Readonly<Record<TimedPart, number>> | undefined, cacheMs: number, totalMs: number): PlanTimings {
  const { promptMs, modelMs, loadMs, prefillMs, decodeMs, parseMs, checkMs, fallbackMs } = parts ?? noParts;
  return { cacheMs, promptMs, modelMs, loadMs, prefillMs, decodeMs, parseMs, checkMs, fallbackMs, totalMs };
}
