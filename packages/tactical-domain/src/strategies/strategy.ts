import { createPlan, legalSteps, type Plan, type PlanStep, type Random } from '@planweave/core-types';
import type { TacticalDomain } from '../tactical-domain.ts';
import type { WorldSnapshot } from '../world/world-snapshot.ts';

/**
 * A classical planner: no model, no waiting. Its plan is never empty and every step of it passes the domain's `check`.
 * The domain is `tacticalDomain` unless another is given.
 */
export type Strategy = (world: WorldSnapshot, random: Random, domain?: TacticalDomain) => Plan;

/** What is legal of a draft as a plan; when nothing is, the domain's fallback. */
export function legalPlan(
  draft: { readonly steps: readonly PlanStep[]; readonly rationale: string },
  world: WorldSnapshot,
  random: Random,
  domain: TacticalDomain,
): Plan {
  const steps = legalSteps(draft.steps, domain.check(world, draft.steps));
  return steps.length > 0 ? createPlan(steps, { rationale: draft.rationale }) : domain.fallback(world, random);
}
