import { CancelledError, deepFreeze } from '@planweave/core-types';
import type { PlanDraft, PlanRequest, Recalled } from '../request/plan-request.ts';
import type { PlanAttempt, PlanOutcome } from './plan-outcome.ts';
import { reasonFor } from './reason-for.ts';

const noAttempts: readonly PlanAttempt[] = Object.freeze([]);

/** The outcome of a request, from what the stages made and what they recorded. */
export function settleOutcome<World>(request: PlanRequest<World>, draft: PlanDraft): PlanOutcome {
  const { plan, source, tier, foundAt } = draft;
  const { requestId, handOut, budgetMs, recalled } = request;
  handOut?.finish(plan.steps);
  const reason = reasonFor(request, draft);
  const usedMs = (foundAt ?? request.clock.now()) - request.openedAt;
  return {
    requestId,
    // what the cache gives is frozen
    plan: foundAt === undefined ? deepFreeze(plan) : plan,
    source,
    tier,
    ...(reason && { reason }),
    attempts: foundAt === undefined ? deepFreeze(request.attempts.map(closed)) : noAttempts,
    isShared: draft.isShared === true,
    isUnchecked: draft.isUnchecked === true,
    cache: cacheReport(recalled),
    timings: request.timings(usedMs),
    budget: { givenMs: budgetMs, usedMs, leftMs: Math.max(0, budgetMs - usedMs) },
  };
}

/** What is mostly said, made once. */
const exactHit = Object.freeze({ verdict: 'hit', distance: 0, freshness: 1 } as const);

function cacheReport({ verdict, distance, freshness }: Recalled): PlanOutcome['cache'] {
  return verdict === exactHit.verdict && distance === exactHit.distance && freshness === exactHit.freshness ? exactHit : { verdict, distance, freshness };
}

/** A copy: a policy may still be making calls that nobody waits for. Those ended here, as far as the outcome goes. */
function closed(attempt: PlanAttempt): PlanAttempt {
  return attempt.ok || attempt.error !== undefined ? attempt : { ...attempt, error: leftBehind };
}

const leftBehind = new CancelledError('decode', 'the plan was there without it').toJSON();
