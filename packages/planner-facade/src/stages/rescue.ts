import { CancelledError, type PlanDomain } from '@planweave/core-types';
import type { Stage } from '../request/plan-request.ts';
import { planByHeuristics } from '../tiers/heuristic-tier.ts';

/** Whatever went wrong inside, there is a plan; only the caller's own stop is passed on. */
export function rescue<World>(inner: Stage<World>, domain: PlanDomain<World>): Stage<World> {
  return async (request) => {
    const { signal } = request.context;
    try {
      if (!signal.aborted) return await inner(request);
    } catch {
      // what failed is in request.attempts
    }
    if (signal.aborted) throw new CancelledError('queue', signal.reason);
    return planByHeuristics(domain, request);
  };
}
