import { CancelledError, PlanweaveError, sleep, type CallContext, type Operation, type Policy } from '@planweave/core-types';
import { repeatedContext } from '../context/derive-context.ts';
import { ensureWanted } from '../context/ensure-wanted.ts';
import { start } from '../context/start.ts';
import { askedPauseMs } from './asked-pause.ts';
import { backOffMs, checkSchedule, retrySchedules, type RetrySchedule } from './back-off.ts';

/** Options of {@link retry}; what is left out comes from the `production` schedule. */
export interface RetryOptions extends Partial<RetrySchedule> {
  /** Which failures are worth another try. @default errors that say `isRetryable` and are not the model's own */
  readonly isWorthRetrying?: (error: unknown) => boolean;
}

/**
 * Does the work again after a failure that may pass. What a server asks for with `Retry-After` is honoured. It never
 * pauses past the deadline: when the pause would not leave time for another attempt, the failure is thrown at once, so
 * that the next cheaper way can start. It does not end an attempt that is running: for that, put an `attemptTimeout` further
 * in. The caller's own abort is never retried. A retry inside another one makes a single try each time, so that the outermost
 * says how many there are. The pauses are drawn from the context's chance and its `requestId`: requests that share both pause
 * alike.
 *
 * @throws `InvalidOptionError` for a schedule that makes no sense.
 *
 * @example
 * ```ts
 * import { createCallContext, ServerBusyError } from '@planweave/core-types';
 * import { retry } from '@planweave/resilience';
 *
 * let calls = 0;
 * const busyOnce = async () => {
 *   calls += 1;
 *   if (calls === 1) throw new ServerBusyError({ message: 'busy', model: 'phi3', host: 'http://127.0.0.1' });
 *   return 'done';
 * };
 * await retry({ initialDelayMs: 1 }).execute(busyOnce, createCallContext()); //=> 'done'
 * ```
 */
export function retry(options: RetryOptions = {}): Policy {
  const { production } = retrySchedules;
  const schedule = checkSchedule({
    attempts: options.attempts ?? production.attempts,
    initialDelayMs: options.initialDelayMs ?? production.initialDelayMs,
    factor: options.factor ?? production.factor,
    maxDelayMs: options.maxDelayMs ?? production.maxDelayMs,
    jitterRatio: options.jitterRatio ?? production.jitterRatio,
  });
  const { isWorthRetrying = saysRetryable } = options;
  const tryAgain = async <Result>(operation: Operation<Result>, context: CallContext, firstError: unknown): Promise<Result> => {
    const { signal, deadline, clock, requestId, report } = context;
    const random = context.random.fork(`retry:${requestId}`);
    let error = firstError;
    for (let attempt = 1; ; attempt += 1) {
      if (attempt >= schedule.attempts || signal.aborted || !isWorthRetrying(error)) throw error;
      const delayMs = Math.max(backOffMs(schedule, attempt, random), askedPauseMs(error));
      if (delayMs >= deadline.remainingMs()) throw error;
      const code = PlanweaveError.isInstance(error) ? error.code : 'PLANWEAVE_PLUG_IN_FAILED';
      report?.({ type: 'retry-scheduled', requestId, at: clock.now(), attempt, delayMs, code });
      await sleep(clock, delayMs, signal);
      if (signal.aborted) throw new CancelledError('queue', signal.reason);
      // a busy process may be woken late
      if (deadline.isOver()) throw error;
      try {
        return await operation(context);
      } catch (thrown) {
        error = thrown;
      }
    }
  };

  return Object.freeze({
    name: 'retry',
    execute: <Result>(operation: Operation<Result>, context: CallContext) =>
      start((given) => {
        ensureWanted(given);
        if (given.isRepeated === true) return operation(given);
        const repeated = repeatedContext(given);
        return start(operation, repeated).then(undefined, (error: unknown) => tryAgain(operation, repeated, error));
      }, context),
  });
}

/** A model that wrote nonsense is better asked by someone who tells it what was wrong than with the same words again. */
function saysRetryable(error: unknown): boolean {
  return PlanweaveError.isInstance(error) && error.isRetryable && error.blame !== 'model' && !CancelledError.isInstance(error);
}
