import type { CancelTimer, Clock } from '@planweave/core-types';

/** A clock that knows which timers were made through it. */
export interface TrackedClock extends Clock {
  /** Cancels every timer that has not run yet. */
  cancelAll(): void;
}

/** The same clock; what is scheduled through this view of it can be called off together. */
export function trackedClock(clock: Clock): TrackedClock {
  const timers = new Set<CancelTimer>();
  return {
    now: () => clock.now(),
    schedule(callback, delayMs) {
      const cancelTimer = clock.schedule(() => {
        timers.delete(cancel);
        callback();
      }, delayMs);
      const cancel = () => {
        timers.delete(cancel);
        cancelTimer();
      };
      timers.add(cancel);
      return cancel;
    },
    cancelAll() {
      for (const cancel of timers) cancel();
    },
  };
}
