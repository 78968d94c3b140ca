import { asPlanweaveError, IllegalPlanError, type CallContext, type PlanTier, type PlanweaveError } from '@planweave/core-types';
import { illegalSteps } from '../outcome/illegal-steps.ts';
import type { PlanAttempt } from '../outcome/plan-outcome.ts';
import type { PlanRequest } from '../request/plan-request.ts';
import type { Reading } from './reply-reader.ts';
import { reportedDuration } from './reported-duration.ts';

/** The place of one call of a model in the list of attempts. */
export interface AttemptRecord {
  succeed(reading: Reading): void;
  /** Closes the record with what was thrown, as an error of the toolkit. Later calls change nothing. */
  fail(thrown: unknown): PlanweaveError;
}

/** Takes the place when the call starts; it is filled once, by whatever comes first. */
export function openRecord<World>(request: PlanRequest<World>, model: string, tier: PlanTier, context: CallContext): AttemptRecord {
  const { clock, report, requestId } = context;
  const startedAt = clock.now();
  const start = { attempt: request.attempts.length + 1, tier, model };
  const index = request.attempts.push({ ...start, ok: false, durationMs: 0 }) - 1;
  let isOpen = true;
  report?.({ type: 'attempt-started', requestId, at: startedAt, ...start });

  const close = (rest: Omit<PlanAttempt, keyof typeof start | 'durationMs'>) => {
    if (!isOpen) return;
    isOpen = false;
    const at = clock.now();
    const durationMs = at - startedAt;
    request.attempts[index] = { ...start, durationMs, ...rest };
    request.stopwatch.modelMs += durationMs;
    report?.({ type: 'attempt-ended', requestId, at, ...start, durationMs, error: rest.error, usage: rest.usage, timings: rest.timings });
  };
  return {
    succeed({ dropped, reply }) {
      const { loadMs, prefillMs, decodeMs } = reply?.timings ?? {};
      request.stopwatch.loadMs += reportedDuration(loadMs);
      request.stopwatch.prefillMs += reportedDuration(prefillMs);
      request.stopwatch.decodeMs += reportedDuration(decodeMs);
      close({ ok: true, ...(dropped.length > 0 && { dropped }), ...(reply && { usage: reply.usage, timings: reply.timings }) });
    },
    fail(thrown) {
      const error = asPlanweaveError(thrown, model, 'decode');
      close({ ok: false, error: error.toJSON(), ...(IllegalPlanError.isInstance(error) && { dropped: illegalSteps(error.verdicts) }) });
      return error;
    },
  };
}
