import { CancelledError, checkOption, TimedOutError, type CallContext, type Operation, type Policy } from '@planweave/core-types';

/** Options of {@link attemptTimeout}. */
export interface AttemptTimeoutOptions {
  /** The most time one attempt may take, in milliseconds, above 0. What is left of the deadline may be less. */
  readonly timeoutMs: number;
  /** What is timed, for the error message. @default 'The attempt' */
  readonly what?: string;
}

/**
 * Ends an attempt when its time or the request's deadline is over, whichever comes first, and at once when the caller
 * aborts, even if the operation does not listen. The operation gets a context with the nearer deadline and a signal that
 * is aborted in each of these cases.
 *
 * @throws `InvalidOptionError` when `timeoutMs` is not above 0.
 *
 * @example
 * ```ts
 * import { createCallContext, TimedOutError } from '@planweave/core-types';
 * import { attemptTimeout } from '@planweave/resilience';
 *
 * const never = () => new Promise<string>(() => {});
 * const outcome = await attemptTimeout({ timeoutMs: 5 })
 *   .execute(never, createCallContext())
 *   .catch((error: unknown) => TimedOutError.isInstance(error));
 * outcome; //=> true
 * ```
 */
export function attemptTimeout(options: AttemptTimeoutOptions): Policy {
  const { timeoutMs, what = 'The attempt' } = options;
  checkOption('attemptTimeout', 'timeoutMs', timeoutMs, 'a number of milliseconds above 0', (given) => given > 0);
  return Object.freeze({
    name: 'attempt-timeout',
    execute: <Result>(operation: Operation<Result>, context: CallContext) => race(operation, context, timeoutMs, what),
  });
}

function race<Result>(operation: Operation<Result>, context: CallContext, timeoutMs: number, what: string): Promise<Result> {
  const { signal, clock } = context;
  if (signal.aborted) return Promise.reject(new CancelledError('queue', signal.reason));
  const deadline = context.deadline.within(timeoutMs);
  const allowedMs = deadline.remainingMs();
  const kind = deadline.at < context.deadline.at ? 'attempt' : 'deadline';
  const timedOut = () => new TimedOutError({ what, kind, allowedMs, phase: 'decode' });
  if (allowedMs <= 0) return Promise.reject(timedOut());

  return new Promise((resolve, reject) => {
    const inner = new AbortController();
    const end = () => {
      cancelTimer();
      signal.removeEventListener('abort', onAbort);
    };
    const stop = (error: Error) => {
      end();
      inner.abort(error);
      reject(error);
    };
    const onAbort = () => stop(new CancelledError('decode', signal.reason));
    const cancelTimer = allowedMs === Infinity ? () => {} : clock.schedule(() => stop(timedOut()), allowedMs);
    signal.addEventListener('abort', onAbort, { once: true });
    // an operation that throws before it returns a promise must not leave the timer behind
    Promise.resolve()
      .then(() => operation({ ...context, deadline, signal: inner.signal }))
      .then(resolve, reject)
      .finally(end);
  });
}
