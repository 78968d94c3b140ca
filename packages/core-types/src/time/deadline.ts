import { InvalidOptionError } from '../errors/invalid-option-error.ts';
import { checkDuration } from '../options/check-option.ts';
import type { Clock } from './clock.ts';

/** A fixed point in time that travels down through queue, back-off, call and parse; nobody extends it. */
export interface Deadline {
  /** When it is over, in the clock's milliseconds; `Infinity` for none. */
  readonly at: number;
  /** What is left, in milliseconds; 0 once it is over, `Infinity` for none. */
  remainingMs(): number;
  /** True from the moment {@link at} is reached. */
  isOver(): boolean;
  /**
   * A deadline `budgetMs` from now, or this one, whichever comes first. A negative budget is over at once.
   *
   * @throws `InvalidOptionError` when `budgetMs` is not a number.
   */
  within(budgetMs: number): Deadline;
}

/**
 * A deadline `budgetMs` milliseconds from now. `Infinity` means none.
 *
 * @param from - When the time began to run, in the clock's milliseconds. @default now
 *
 * @throws `InvalidOptionError` when `budgetMs` is negative or not a number.
 *
 * @example
 * ```ts
 * import { createDeadline, systemClock } from '@planweave/core-types';
 *
 * const deadline = createDeadline(systemClock, 250);
 * deadline.within(50).at < deadline.at; //=> true
 * deadline.within(9_000).at === deadline.at; //=> true
 * ```
 */
export function createDeadline(clock: Clock, budgetMs: number, from: number = clock.now()): Deadline {
  if (budgetMs !== Infinity) checkDuration('createDeadline', 'budgetMs', budgetMs);
  return new PointInTime(clock, from + budgetMs);
}

/** A class, because most requests make several, and objects with their own functions cost ten times as much. */
class PointInTime implements Deadline {
  readonly at: number;
  readonly #clock: Clock;

  constructor(clock: Clock, at: number) {
    this.#clock = clock;
    this.at = at;
  }

  remainingMs(): number {
    return Math.max(0, this.at - this.#clock.now());
  }

  isOver(): boolean {
    return this.#clock.now() >= this.at;
  }

  within(budgetMs: number): Deadline {
    // a deadline at NaN would never be over
    if (typeof budgetMs !== 'number' || Number.isNaN(budgetMs)) throw new InvalidOptionError({ owner: 'deadline.within', name: 'budgetMs', expectation: 'a number of milliseconds', value: budgetMs });
    return new PointInTime(this.#clock, Math.min(this.at, this.#clock.now() + budgetMs));
  }
}
