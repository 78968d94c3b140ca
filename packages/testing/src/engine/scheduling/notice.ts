import type { CancelTimer, Clock } from '@planweave/core-types';

/** A bell: whoever waits is woken when it rings. */
export interface Notice {
  notify(): void;
  /** Waits until it rings, or until the clock says `at`. */
  wait(clock: Clock, at: number): Promise<void>;
}

/** A bell that nobody listens to yet. */
export function createNotice(): Notice {
  const listeners = new Set<() => void>();
  return {
    notify() {
      for (const listener of listeners) listener();
    },
    wait: (clock, at) =>
      new Promise((resolve) => {
        let cancelTimer: CancelTimer | undefined;
        const wake = () => {
          cancelTimer?.();
          listeners.delete(wake);
          resolve();
        };
        listeners.add(wake);
        if (at !== Infinity) cancelTimer = clock.schedule(wake, at - clock.now());
      }),
  };
}
