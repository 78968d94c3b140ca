import { CancelledError, PlanweaveError, sleep, type CallContext, type Operation, type Policy } from '@planweave/core-types';
import { backOffMs, checkSchedule, retrySchedules, type RetrySchedule } from './back-off.ts';

/** Options of {@link retry}; what is left out comes from the `production` schedule. */
export interface RetryOptions extends Partial<RetrySchedule> {
  /** Which failures are worth another try. @default errors that say `isRetryable` and are not the model's own */
  readonly isWorthRetrying?: (error: unknown) => boolean;
}

/**
 * Does the work again after a failure that may pass. What a server asks for with `Retry-After` is honoured. It never
 * pauses past the deadline: when the pause would not leave time for another attempt, the failure is thrown at once, so
 * that the next cheaper way can start. The caller's own abort is never retried. A retry inside another one makes a single
 * try each time, so that the outermost says how many there are.
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
  const { isWorthRetrying = saysRetryable, ...chosen } = options;
  const schedule = checkSchedule({ ...retrySchedules.production, ...chosen });
  return Object.freeze({
    name: 'retry',
    async execute<Result>(operation: Operation<Result>, context: CallContext): Promise<Result> {
      if (context.isRepeated === true) return operation(context);
      const repeated = { ...context, isRepeated: true };
      const random = context.random.fork(`retry:${context.requestId}`);
      for (let attempt = 1; ; attempt += 1) {
        if (context.signal.aborted) throw new CancelledError('queue', context.signal.reason);
        try {
          return await operation(repeated);
        } catch (error) {
          if (attempt >= schedule.attempts || context.signal.aborted || !isWorthRetrying(error)) throw error;
          const asked = PlanweaveError.isInstance(error) ? (error.retryAfterMs ?? 0) : 0;
          const delayMs = Math.max(backOffMs(schedule, attempt, random), asked);
          if (delayMs >= context.deadline.remainingMs()) throw error;
          context.report?.({
            type: 'retry-scheduled',
            requestId: context.requestId,
            at: context.clock.now(),
            attempt,
            delayMs,
            code: PlanweaveError.isInstance(error) ? error.code : 'PLANWEAVE_PLUG_IN_FAILED',
          });
          await sleep(context.clock, delayMs, context.signal);
        }
      }
    },
  });
}

/** A model that wrote nonsense is better asked by someone who tells it what was wrong than with the same words again. */
function saysRetryable(error: unknown): boolean {
  return PlanweaveError.isInstance(error) && error.isRetryable && error.blame !== 'model' && !CancelledError.isInstance(error);
}
