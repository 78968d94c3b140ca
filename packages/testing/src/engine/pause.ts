import { CancelledError, sleep, type Clock } from '@planweave/core-types';

/**
 * Waits until the clock says `at`. Without a wait to make it goes on at once, so that a server without a speed needs
 * nobody to move its clock.
 *
 * @throws `CancelledError` when the signal aborts, also when there is nothing to wait for.
 */
export async function pauseUntil(clock: Clock, at: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new CancelledError('decode', signal.reason);
  // a wait beyond what timers can do is a wait for ever
  if (at === Infinity) return gone(signal);
  const ms = at - clock.now();
  if (ms > 0) await sleep(clock, ms, signal);
}

/** Never resolves; rejects when the signal aborts. */
export function gone(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new CancelledError('decode', signal.reason)), { once: true });
  });
}
