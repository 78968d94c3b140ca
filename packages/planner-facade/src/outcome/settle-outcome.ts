import { deepFreeze } from '@planweave/core-types';
import type { PlanDraft, PlanRequest } from '../request/plan-request.ts';
import { degradation, noModel } from './degradation.ts';
import type { Degradation, PlanOutcome } from './plan-outcome.ts';

/** The outcome of a request, from what the stages made and what they recorded. */
export function settleOutcome<World>(request: PlanRequest<World>, draft: PlanDraft): PlanOutcome {
  const { plan, source, tier, cache } = draft;
  const reason = reasonOf(request, draft);
  const timings = request.stopwatch.read();
  return deepFreeze({
    requestId: request.context.requestId,
    plan,
    source,
    tier,
    ...(reason && { reason }),
    attempts: request.attempts,
    cache: { verdict: cache },
    timings,
    budget: { givenMs: request.budgetMs, usedMs: timings.totalMs, leftMs: request.context.deadline.remainingMs() },
  });
}

/** The last thing that went wrong explains why a lesser way was taken. */
function reasonOf<World>(request: PlanRequest<World>, draft: PlanDraft): Degradation | undefined {
  const isBest = draft.source === 'cache' || draft.tier === 'full';
  if (isBest) return undefined;
  const failed = request.attempts.findLast((attempt) => attempt.error !== undefined && attempt.tier !== draft.tier);
  return failed?.error === undefined ? noModel : degradation(failed.error, draft.tier, request.budgetMs);
}
