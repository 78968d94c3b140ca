import { checkDuration, checkOption } from '../options/check-option.ts';
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
  return deadlineAt(clock, from + budgetMs);
}

function deadlineAt(clock: Clock, at: number): Deadline {
  return Object.freeze({
    at,
    remainingMs: () => Math.max(0, at - clock.now()),
    isOver: () => clock.now() >= at,
    within(budgetMs: number) {
      // a deadline at NaN would never be over
      checkOption('deadline.within', 'budgetMs', budgetMs, 'a number of milliseconds', (given) => typeof given === 'number' && !Number.isNaN(given));
      return deadlineAt(clock, Math.min(at, clock.now() + budgetMs));
    },
  });
}
