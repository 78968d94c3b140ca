import type { PlanStep } from './plan.ts';
import type { StepVerdict } from './step-verdict.ts';

/**
 * The steps that may be carried out, in order. By the contract of `PlanDomain.check` an illegal step changes nothing in
 * the simulation, so what remains is legal as a plan of its own.
 *
 * @example
 * ```ts
 * import { legalSteps, legalStep } from '@planweave/core-types';
 *
 * const steps = [{ act: 'Fly' }, { act: 'Scan', radius: 5 }];
 * const verdicts = [{ isLegal: false, code: 'no-wings', problem: 'no wings', isRecoverable: false }, legalStep] as const;
 * legalSteps(steps, verdicts).length; //=> 1
 * ```
 */
export function legalSteps<Step extends PlanStep>(steps: readonly Step[], verdicts: readonly StepVerdict[]): Step[] {
  return steps.filter((_, index) => verdicts[index]?.isLegal === true);
}
