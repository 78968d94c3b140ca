import { setImmediate } from 'node:timers/promises';
import { checkDuration, type CancelTimer, type Clock } from '@planweave/core-types';
import { createTimerQueue } from './timer-queue.ts';

/** What a {@link manualClock} starts with. */
export interface ManualClockOptions {
  /** What `now()` says before anybody moves the clock, in milliseconds. @default 0 */
  readonly startMs?: number;
}

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** How many timers wait. 0 after a clean run: nobody left one behind. */
  readonly pending: number;
  /**
   * Moves the clock by `ms` milliseconds. Timers that fall due run in their order, each at its own time, and the
   * promises that one starts are settled before the next one runs. Calls made at the same time follow one another.
   *
   * @throws `InvalidOptionError` for a negative or non-finite number.
   */
  advance(ms: number): Promise<void>;
  /** Lets promises settle without moving the clock. */
  settle(): Promise<void>;
  /**
   * Moves the clock from timer to timer until the promise is settled, and gives its result. The clock then stands at
   * the timer that settled it.
   *
   * @throws `Error` when no timer is left, or only timers beyond `limitMs` are, and the promise has not settled.
   */
  runUntil<Result>(promise: Promise<Result>, options?: { /** How far to go at most. @default 86_400_000 (a day) */ readonly limitMs?: number }): Promise<Result>;
}

/** Turns of the event loop without any timer, after which a promise is taken to depend on something else. */
const idleTurns = 10_000;

/**
 * A clock for tests: time passes only when it is told to, so no test waits and none depends on the machine's speed.
 * Timers for the same moment run in the order in which they were scheduled.
 *
 * @throws `InvalidOptionError` when `startMs` is negative or not finite.
 *
 * @example
 * ```ts
 * import { sleep } from '@planweave/core-types';
 * import { manualClock } from '@planweave/testing';
 *
 * const clock = manualClock();
 * let isDone = false;
 * void sleep(clock, 250, new AbortController().signal).then(() => { isDone = true; });
 * await clock.advance(249);
 * isDone; //=> false
 * await clock.advance(1);
 * isDone; //=> true
 * ```
 */
export function manualClock(options: ManualClockOptions = {}): ManualClock {
  let now = checkDuration('manualClock', 'startMs', options.startMs ?? 0);
  const timers = createTimerQueue();
  let moving: Promise<unknown> = Promise.resolve();

  /** Runs the first timer up to `until`, if there is one. */
  const step = async (until: number): Promise<boolean> => {
    const timer = timers.takeUntil(until);
    if (timer === undefined) return false;
    now = Math.max(now, timer.at);
    timer.callback();
    await settle();
    return true;
  };
  const inTurn = <Result>(move: () => Promise<Result>): Promise<Result> => {
    const result = moving.then(move);
    moving = result.catch(() => {});
    return result;
  };

  return {
    now: () => now,
    schedule(callback: () => void, delayMs: number): CancelTimer {
      return timers.add(now + Math.max(0, delayMs), callback);
    },
    get pending() {
      return timers.size;
    },
    settle,
    advance(ms: number) {
      checkDuration('manualClock', 'advance', ms);
      return inTurn(async () => {
        const until = now + ms;
        await settle();
        while (await step(until));
        now = until;
      });
    },
    runUntil<Result>(promise: Promise<Result>, { limitMs = 86_400_000 }: { readonly limitMs?: number } = {}) {
      return inTurn(async () => {
        const until = now + checkDuration('manualClock', 'limitMs', limitMs);
        const wait = { isOver: false };
        const end = () => {
          wait.isOver = true;
        };
        promise.then(end, end);
        await settle();
        for (let idle = 0; !wait.isOver; ) {
          idle = (await step(until)) ? 0 : idle + 1;
          if (idle > idleTurns) throw new Error(`Waited for a promise on a manual clock, up to ${until} ms: it did not settle, and no timer is left before then (${timers.size} are after)`);
          if (idle > 0) await settle();
        }
        return promise;
      });
    },
  };
}

/** All microtasks run before the next immediate, however long their chains are. */
async function settle(): Promise<void> {
  await setImmediate();
}
