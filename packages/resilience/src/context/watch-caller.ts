import { CancelledError, TimedOutError, type CallContext } from '@planweave/core-types';

/**
 * Tells, once, that nobody waits any more: the caller has left, or the deadline is over.
 *
 * @param what - What is waited for, for the message.
 * @param at - When the wait began.
 * @returns Stops watching, and leaves no timer and no listener behind.
 */
export function watchCaller({ signal, deadline, clock }: CallContext, what: string, at: number, onGone: (error: CancelledError | TimedOutError) => void): () => void {
  const allowedMs = deadline.at - at;
  const stop = () => {
    cancelTimer?.();
    signal.removeEventListener('abort', onAbort);
  };
  const onAbort = () => {
    stop();
    onGone(new CancelledError('queue', signal.reason));
  };
  const onDeadline = () => {
    stop();
    onGone(new TimedOutError({ what, kind: 'deadline', allowedMs, phase: 'queue' }));
  };
  const cancelTimer = allowedMs === Infinity ? undefined : clock.schedule(onDeadline, allowedMs);
  signal.addEventListener('abort', onAbort, { once: true });
  return stop;
}
