import { CancelledError, TimedOutError, type CallContext, type CancelTimer, type ErrorPhase } from '@planweave/core-types';

/**
 * Work that ends with its caller: rejects with `CancelledError` as soon as the context's signal aborts, with
 * `TimedOutError` when its deadline passes, and leaves neither timer nor listener behind. The work is told to stop
 * through the signal it gets.
 */
export function bounded<Result>(what: string, phase: ErrorPhase, context: CallContext, work: (signal: AbortSignal) => Result | Promise<Result>): Promise<Result> {
  const { signal, deadline, clock } = context;
  const stop = new AbortController();
  const allowedMs = deadline.remainingMs();
  return new Promise((resolve, reject) => {
    let cancelTimer: CancelTimer | undefined;
    const leave = () => {
      stop.abort();
      cancelTimer?.();
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      leave();
      reject(new CancelledError(phase, signal.reason));
    };
    const onDeadline = () => {
      leave();
      reject(new TimedOutError({ what, kind: 'deadline', allowedMs, phase }));
    };
    if (signal.aborted) return onAbort();
    if (deadline.isOver()) return onDeadline();
    signal.addEventListener('abort', onAbort, { once: true });
    if (allowedMs !== Infinity) cancelTimer = clock.schedule(onDeadline, allowedMs);
    // a promise chain, so that work that throws at once rejects as well
    Promise.resolve().then(() => work(stop.signal)).then(resolve, reject).finally(leave);
  });
}
