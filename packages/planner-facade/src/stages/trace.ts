import { asPlanweaveError } from '@planweave/core-types';
import { reasonFor } from '../outcome/reason-for.ts';
import type { Journey, PlanDraft, PlanRequest } from '../request/plan-request.ts';

/** Tells observers of the start and, on every way out, of the end of a request. */
export function trace<World>(inner: Journey<World>): Journey<World> {
  return (request, startedAt) => {
    if (request.report === undefined) return inner(request, startedAt);
    tellStart(request);
    const drafted = inner(request);
    if (!(drafted instanceof Promise)) {
      tellEnd(request, drafted);
      return drafted;
    }
    return drafted.then(
      (draft) => {
        tellEnd(request, draft);
        return draft;
      },
      (error: unknown) => {
        tellFailedEnd(request, error);
        throw error;
      },
    );
  };
}

/** A request was opened. */
export function tellStart<World>({ report, requestId, openedAt, budgetMs, agentId }: PlanRequest<World>): void {
  report?.({ type: 'plan-started', requestId, at: openedAt, budgetMs, agentId });
}

/** A request has its plan. */
export function tellEnd<World>(request: PlanRequest<World>, draft: PlanDraft): void {
  const { report, attempts } = request;
  if (report === undefined) return;
  const { plan, source, tier } = draft;
  const reason = reasonFor(request, draft);
  report({
    type: 'plan-ended',
    ...endOf(request),
    result: {
      ok: true,
      source,
      tier,
      steps: plan.steps.length,
      attempts: attempts.length,
      planId: plan.id,
      isShared: draft.isShared,
      reason: reason && { code: reason.code, message: reason.message, refusedBy: reason.refusedBy },
    },
  });
}

function tellFailedEnd<World>(request: PlanRequest<World>, error: unknown): void {
  request.report?.({ type: 'plan-ended', ...endOf(request), result: { ok: false, error: asPlanweaveError(error, 'The planner', 'domain').toJSON() } });
}

function endOf<World>({ requestId, clock, openedAt, budgetMs }: PlanRequest<World>) {
  const at = clock.now();
  return { requestId, at, durationMs: at - openedAt, slackMs: openedAt + budgetMs - at };
}
