import { deepFreeze } from '@planweave/core-types';
import type { PlanDraft, PlanRequest } from '../request/plan-request.ts';
import type { PlanOutcome } from './plan-outcome.ts';
import { reasonFor } from './reason-for.ts';

/** The outcome of a request, from what the stages made and what they recorded. */
export function settleOutcome<World>(request: PlanRequest<World>, draft: PlanDraft): PlanOutcome {
  const { plan, source, tier, cache } = draft;
  request.handOut?.finish(plan.steps);
  const reason = reasonFor(request, draft);
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
