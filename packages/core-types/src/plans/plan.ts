import { planId } from './plan-id.ts';

/**
 * One step: the name of a tool and its arguments side by side, `{"act":"MoveTo","x":12,"y":8}`, which is what models
 * write best and what narrows on `act` in TypeScript.
 */
export interface PlanStep {
  /** The tool's canonical name, never an alias. */
  readonly act: string;
  readonly [argument: string]: unknown;
}

/** What to do next, in order. Plans are frozen data and may be shared. */
export interface Plan<Step extends PlanStep = PlanStep> {
  /** Derived from the steps, so that the same steps have the same id in every run. */
  readonly id: string;
  readonly steps: readonly Step[];
  /** Why, in the planner's or the model's words; shown to people, never executed. */
  readonly rationale?: string;
}

/**
 * A frozen plan from steps. Without an `id`, it gets one derived from the steps, which is the same in every run.
 * The steps are frozen where they stand, not copied, also in a list that is frozen already.
 *
 * @example
 * ```ts
 * import { createPlan } from '@planweave/core-types';
 *
 * const plan = createPlan([{ act: 'Scan', radius: 10 }], { rationale: 'nothing in sight' });
 * plan.id === createPlan([{ act: 'Scan', radius: 10 }]).id; //=> true
 * ```
 */
export function createPlan<Step extends PlanStep>(
  steps: readonly Step[],
  options: { readonly id?: string | undefined; readonly rationale?: string | undefined } = {},
): Plan<Step> {
  const id = options.id ?? planId(steps);
  for (const step of steps) deepFreeze(step);
  Object.freeze(steps);
  return Object.freeze(options.rationale === undefined ? { id, steps } : { id, steps, rationale: options.rationale });
}

/**
 * Freezes plain data all the way down and returns it. What is frozen already is taken to be frozen inside as well.
 *
 * @example
 * ```ts
 * import { deepFreeze } from '@planweave/core-types';
 *
 * Object.isFrozen(deepFreeze({ position: { x: 1, y: 2 } }).position); //=> true
 * ```
 */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) if (typeof part === 'object') deepFreeze(part);
  return value;
}
