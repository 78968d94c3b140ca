import { createPlan, type Plan } from '@planweave/core-types';

/** The plan itself when nobody can change anything in it, a frozen copy otherwise. */
export function frozenPlan(plan: Plan): Plan {
  return isFrozenThroughout(plan) ? plan : createPlan(structuredClone(plan.steps), { id: plan.id, rationale: plan.rationale });
}

function isFrozenThroughout(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozenThroughout);
}
