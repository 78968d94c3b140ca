import type { Clock } from '@planweave/core-types';
import type { PlanTimings } from './plan-outcome.ts';

/** The parts of {@link PlanTimings} that are added up while a request runs. */
export type TimedPart = Exclude<keyof PlanTimings, 'totalMs'>;

/** Adds up where the milliseconds of one request go. */
export class Stopwatch implements Record<TimedPart, number> {
  cacheMs = 0;
  promptMs = 0;
  modelMs = 0;
  loadMs = 0;
  prefillMs = 0;
  decodeMs = 0;
  parseMs = 0;
  checkMs = 0;
  fallbackMs = 0;
  readonly #clock: Clock;
  readonly #startedAt: number;

  constructor(clock: Clock, startedAt: number) {
    this.#clock = clock;
    this.#startedAt = startedAt;
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

  /**
   * What was added up, with the total.
   *
   * @param until - When the last part ended, if somebody looked just now.
   */
  read(until = this.#clock.now()): PlanTimings {
    const { cacheMs, promptMs, modelMs, loadMs, prefillMs, decodeMs, parseMs, checkMs, fallbackMs } = this;
    return { cacheMs, promptMs, modelMs, loadMs, prefillMs, decodeMs, parseMs, checkMs, fallbackMs, totalMs: until - this.#startedAt };
  }
}
