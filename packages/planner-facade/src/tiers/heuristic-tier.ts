import { asPlanweaveError, catchRejection, createPlan, type Plan, type PlanDomain, type PlanTier } from '@planweave/core-types';
import { firstIllegal } from '../request/first-illegal.ts';
import type { PlanDraft, PlanRequest } from '../request/plan-request.ts';
import { emergencyPlan, uncheckedPlan } from './emergency-plan.ts';

/**
 * A plan from the domain's heuristics or, when those throw or are wrong, the safest single step. Never throws: when the
 * domain calls no step legal at all, one is given that nobody has checked.
 */
export function planByHeuristics<World>(domain: PlanDomain<World>, request: PlanRequest<World>): PlanDraft {
  const heuristic = attempt(request, 'heuristic', () => legalFallback(domain, request));
  if (heuristic !== undefined) return { plan: heuristic, source: 'fallback', tier: 'heuristic' };
  const emergency = attempt(request, 'emergency', () => emergencyPlan(domain, request.world));
  if (emergency !== undefined) return { plan: emergency, source: 'fallback', tier: 'emergency' };
  return { plan: uncheckedPlan(domain), source: 'fallback', tier: 'emergency', isUnchecked: true };
}

function attempt<World>(request: PlanRequest<World>, tier: PlanTier, work: () => Plan): Plan | undefined {
  const { clock, requestId, report } = request.context;
  const startedAt = clock.now();
  const record = { attempt: request.attempts.length + 1, tier };
  report?.({ type: 'tier-chosen', requestId, at: startedAt, tier, entered: true });
  try {
    const plan = request.stopwatch.time('fallbackMs', work);
    request.attempts.push({ ...record, ok: true, durationMs: clock.now() - startedAt });
    return plan;
  } catch (thrown) {
    const error = asPlanweaveError(thrown, `The ${tier} planner`, 'domain').toJSON();
    request.attempts.push({ ...record, ok: false, durationMs: clock.now() - startedAt, error });
    report?.({ type: 'plug-in-failed', requestId, at: clock.now(), error });
    return undefined;
  }
}

/** The domain promises a legal plan; the planner's own promise does not rest on that. */
function legalFallback<World>(domain: PlanDomain<World>, request: PlanRequest<World>): Plan {
  const plan: Plan = domain.fallback(request.world, request.context.random.fork('fallback'));
  if (catchRejection(plan, () => {})) throw new Error(`fallback of the domain "${domain.name}" gave a promise; it must give a plan at once`);
  if (!Array.isArray(plan?.steps)) throw new Error(`fallback of the domain "${domain.name}" gave no plan`);
  if (plan.steps.length === 0) throw new Error(`fallback of the domain "${domain.name}" gave a plan without steps`);
  const problem = firstIllegal(domain, request.world, plan.steps);
  if (problem !== undefined) throw new Error(`fallback of the domain "${domain.name}" gave an illegal step: ${problem}`);
  return plan.steps.length <= request.maxSteps ? plan : createPlan(plan.steps.slice(0, request.maxSteps), { rationale: plan.rationale });
}
