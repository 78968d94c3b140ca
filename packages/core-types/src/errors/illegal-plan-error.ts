import type { StepVerdict } from '../plans/step-verdict.ts';
import { PlanweaveError } from './planweave-error.ts';

/** The model wrote a readable plan, but no step of it is legal in the world. Carries the verdict on every step. */
export class IllegalPlanError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_ILLEGAL_PLAN';
  readonly code = IllegalPlanError.code;
  readonly verdicts: readonly StepVerdict[];

  constructor(verdicts: readonly StepVerdict[]) {
    const first = verdicts.find((verdict) => !verdict.isLegal);
    super({
      message: `None of the model's ${verdicts.length} steps is legal${first && !first.isLegal ? `; the first: ${first.problem}` : ''}`,
      isRetryable: true,
      phase: 'check',
      blame: 'model',
    });
    this.verdicts = verdicts;
  }
}
