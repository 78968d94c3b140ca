import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors/invalid-option-error.ts';
import type { Clock } from './clock.ts';
import { createDeadline } from './deadline.ts';

/** A clock that stands where the test puts it; nothing here waits. */
function standingClock(at: number): Clock & { at: number } {
  return {
    at,
    now() {
      return this.at;
    },
    schedule() {
      throw new Error('a deadline sets no timer');
    },
  };
}

describe('createDeadline', () => {
  it('is over from the moment it is reached', () => {
    const clock = standingClock(1_000);
    const deadline = createDeadline(clock, 250);
    expect(deadline.at).toBe(1_250);
    const seen = [1_000, 1_249.9, 1_250, 2_000].map((at) => {
      clock.at = at;
      return [deadline.isOver(), Math.round(deadline.remainingMs() * 10) / 10];
    });
    expect(seen).toEqual([
      [false, 250],
      [false, 0.1],
      [true, 0],
      [true, 0],
    ]);
  });

  it('is over at once with a budget of 0', () => {
    expect(createDeadline(standingClock(5), 0).isOver()).toBe(true);
  });

  it('is never over with an infinite budget', () => {
    const deadline = createDeadline(standingClock(5), Infinity);
    expect([deadline.at, deadline.remainingMs(), deadline.isOver()]).toEqual([Infinity, Infinity, false]);
  });

  it.each([-1, NaN, -Infinity])('refuses a budget of %s', (budgetMs) => {
    expect(() => createDeadline(standingClock(0), budgetMs)).toThrow(InvalidOptionError);
  });
});

describe('Deadline.within', () => {
  it('comes earlier, never later', () => {
    const clock = standingClock(100);
    const deadline = createDeadline(clock, 50);
    clock.at = 120;
    expect([10, 30, 31, Infinity].map((budgetMs) => deadline.within(budgetMs).at)).toEqual([130, 150, 150, 150]);
  });

  it('can be narrowed again', () => {
    expect(createDeadline(standingClock(0), 100).within(50).within(80).at).toBe(50);
  });

  it('is over at once with a negative budget', () => {
    expect(createDeadline(standingClock(0), 100).within(-5).isOver()).toBe(true);
  });

  it('refuses a budget that is not a number, because such a deadline would never be over', () => {
    expect(() => createDeadline(standingClock(0), 100).within(NaN)).toThrow('deadline.within: option "budgetMs" must be a number of milliseconds, but is NaN');
  });
});
