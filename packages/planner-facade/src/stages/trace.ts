import { asPlanweaveError } from '@planweave/core-types';
import { reasonFor } from '../outcome/reason-for.ts';
import type { Stage } from '../request/plan-request.ts';

/** Reports the start and, on every way out, the end of a request. */
export function trace<World>(inner: Stage<World>): Stage<World> {
  return async (request) => {
    const { context, budgetMs } = request;
    const { clock, requestId, report } = context;
    if (report === undefined) return inner(request);
    const startedAt = clock.now();
    report({ type: 'plan-started', requestId, at: startedAt, budgetMs, agentId: context.agentId });
    try {
      const draft = await inner(request);
      const at = clock.now();
      const reason = reasonFor(request, draft);
      report({
        type: 'plan-ended',
        requestId,
        at,
        durationMs: at - startedAt,
        slackMs: context.deadline.at - at,
        result: {
          ok: true,
          source: draft.source,
          tier: draft.tier,
          steps: draft.plan.steps.length,
          attempts: request.attempts.length,
          planId: draft.plan.id,
          reason: reason && { code: reason.code, message: reason.message },
        },
      });
      return draft;
    } catch (error) {
      const at = clock.now();
      const known = asPlanweaveError(error, 'The planner', 'domain');
      report({ type: 'plan-ended', requestId, at, durationMs: at - startedAt, slackMs: context.deadline.at - at, result: { ok: false, error: known.toJSON() } });
      throw error;
    }
  };
}
