import { CancelledError, checkOption, createDeadline, TimedOutError, type CallContext, type Operation, type Policy } from '@planweave/core-types';
import { boundedContext } from '../context/derive-context.ts';
import { ensureWanted } from '../context/ensure-wanted.ts';
import { start } from '../context/start.ts';

/** Options of {@link attemptTimeout}. */
export interface AttemptTimeoutOptions {
  /** The most time one attempt may take, in milliseconds, above 0; `Infinity` for the deadline alone. What is left of the deadline may be less. */
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
    execute: <Result>(operation: Operation<Result>, context: CallContext) => start((given) => race(operation, given, timeoutMs, what), context),
  });
}

const soon = Promise.resolve();

function race<Result>(operation: Operation<Result>, context: CallContext, timeoutMs: number, what: string): Promise<Result> {
  const { signal, clock } = context;
  const startedAt = clock.now();
  ensureWanted(context, startedAt);
  const isOwn = startedAt + timeoutMs < context.deadline.at;
  const deadline = isOwn ? createDeadline(clock, timeoutMs, startedAt) : context.deadline;
  const timedOut = () => new TimedOutError({ what, kind: isOwn ? 'attempt' : 'deadline', allowedMs: isOwn ? timeoutMs : deadline.at - startedAt, phase: 'decode' });

  return new Promise((resolve, reject) => {
    const inner = new AbortController();
    let isOver = false;
    let stopWatching: (() => void) | undefined;
    const end = () => {
      isOver = true;
      stopWatching?.();
    };
    const stop = (error: Error) => {
      end();
      reject(error);
      inner.abort(error);
    };
    const watch = () => {
      if (isOver) return;
      const onAbort = () => stop(new CancelledError('decode', signal.reason));
      if (signal.aborted) return onAbort();
      const cancelTimer = deadline.at === Infinity ? () => {} : clock.schedule(() => stop(timedOut()), deadline.remainingMs());
      signal.addEventListener('abort', onAbort, { once: true });
      stopWatching = () => {
        cancelTimer();
        signal.removeEventListener('abort', onAbort);
      };
    };
    start(operation, boundedContext(context, deadline, inner)).then(
      (result) => {
        end();
        resolve(result);
      },
      (error: unknown) => {
        end();
        reject(error);
      },
    );
    // what is there already ends before this, and costs no timer and no listener
    void soon.then(watch);
  });
}
