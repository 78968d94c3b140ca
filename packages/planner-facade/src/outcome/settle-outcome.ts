import { deepFreeze } from '@planweave/core-types';
import type { PlanDraft, PlanRequest } from '../request/plan-request.ts';
import { degradation, noModel } from './degradation.ts';
import type { Degradation, PlanOutcome } from './plan-outcome.ts';

/** The outcome of a request, from what the stages made and what they recorded. */
export function settleOutcome<World>(request: PlanRequest<World>, draft: PlanDraft): PlanOutcome {
  const { plan, source, tier, cache } = draft;
  request.handOut?.finish(plan.steps);
  const reason = reasonOf(request, draft);
  const timings = request.stopwatch.read();
  return deepFreeze({
    requestId: request.context.requestId,
    plan,
    source,
    tier,
    ...(reason && { reason }),
    // a copy: a policy may still be making calls that nobody waits for
    attempts: [...request.attempts],
    isShared: draft.isShared === true,
    cache: { verdict: cache },
    timings,
    budget: { givenMs: request.budgetMs, usedMs: timings.totalMs, leftMs: request.context.deadline.remainingMs() },
  });
}

/**
 * The last real failure explains why a lesser way was taken; a call that a policy refused or gave up does when there was
 * none.
 */
function reasonOf<World>(request: PlanRequest<World>, draft: PlanDraft): Degradation | undefined {
  const isPartial = draft.isPartial === true;
  if (draft.source === 'cache' || draft.isShared === true || (draft.tier === 'full' && !isPartial)) return undefined;
  const failures = request.attempts.flatMap(({ error, tier, durationMs }) => (error !== undefined && (isPartial || tier !== draft.tier) ? [{ error, durationMs }] : []));
  const failure = failures.findLast(({ error: { code } }) => code !== 'PLANWEAVE_REFUSED' && code !== 'PLANWEAVE_CANCELLED') ?? failures.at(-1);
  if (failure === undefined) return noModel;
  // whoever asked for a plan in 250 ms knows that number; a call that was given up sooner has one of its own
  const waitedMs = request.modelDeadline.isOver() ? request.budgetMs : failure.durationMs;
  return degradation(failure.error, isPartial ? 'partial' : draft.tier, waitedMs);
}
