import { CancelledError } from '@planweave/core-types';
import { once } from '../once.ts';

/** A number of places, given out in the order in which they were asked for. */
export interface Semaphore {
  /**
   * Waits for a place, without any limit; the result gives it back.
   *
   * @throws `CancelledError` when the signal aborts first.
   */
  acquire(signal: AbortSignal): Promise<() => void>;
  /** Turns away everybody who waits. */
  rejectAll(error: Error): void;
}

interface Waiter {
  admit(): void;
  reject(error: Error): void;
}

/** A weighted semaphore as Go has it, with weight 1: first come, first served. */
export function createSemaphore(places: number): Semaphore {
  let free = places;
  const waiting = new Set<Waiter>();

  const release = () => {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next.admit();
  };

  return {
    acquire(signal) {
      if (signal.aborted) return Promise.reject(new CancelledError('queue', signal.reason));
      if (free > 0) {
        free -= 1;
        return Promise.resolve(once(release));
      }
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.delete(waiter);
          signal.removeEventListener('abort', onAbort);
        };
        const onAbort = () => {
          leave();
          reject(new CancelledError('queue', signal.reason));
        };
        const waiter: Waiter = {
          admit() {
            leave();
            resolve(once(release));
          },
          reject(error) {
            leave();
            reject(error);
          },
        };
        waiting.add(waiter);
        signal.addEventListener('abort', onAbort, { once: true });
      });
    },
    rejectAll(error) {
      for (const waiter of waiting) waiter.reject(error);
    },
  };
}
