import { CancelledError } from '../errors/cancelled-error.ts';
import type { Clock } from './clock.ts';

/**
 * Waits on the given clock. Rejects at once when the signal aborts, and leaves no timer and no listener behind.
 *
 * @throws {@link CancelledError} with the signal's reason as cause.
 *
 * @example
 * ```ts
 * import { sleep, systemClock } from '@planweave/core-types';
 *
 * await sleep(systemClock, 1, new AbortController().signal);
 * ```
 */
export function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new CancelledError('queue', signal.reason));
      return;
    }
    const onAbort = () => {
      cancelTimer();
      reject(new CancelledError('queue', signal.reason));
    };
    const cancelTimer = clock.schedule(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
