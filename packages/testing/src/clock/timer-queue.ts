import type { CancelTimer } from '@planweave/core-types';

/** A callback that waits for its time. */
interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Timers in the order in which they fall due; equal times in the order of their making. */
export interface TimerQueue {
  readonly size: number;
  /** Adds a timer; the returned function takes it out again, and does nothing once it ran. */
  add(at: number, callback: () => void): CancelTimer;
  /** Takes out the first timer that is due at `until` or before. */
  takeUntil(until: number): Timer | undefined;
}

/** An empty queue. Kept sorted on insertion: tests have few timers, and most new ones are the latest. */
export function createTimerQueue(): TimerQueue {
  const timers: Timer[] = [];
  return {
    get size() {
      return timers.length;
    },
    add(at, callback) {
      const timer: Timer = { at, callback };
      let index = timers.length;
      while (index > 0 && (timers[index - 1] as Timer).at > at) index -= 1;
      timers.splice(index, 0, timer);
      return () => {
        const found = timers.indexOf(timer);
        if (found !== -1) timers.splice(found, 1);
      };
    },
    takeUntil(until) {
      const first = timers[0];
      return first !== undefined && first.at <= until ? timers.shift() : undefined;
    },
  };
}
