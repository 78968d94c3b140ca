import type { StepVerdict } from '@planweave/core-types';
import type { DroppedStep } from './plan-outcome.ts';

/** The steps that a domain did not allow, as an outcome tells them. */
export function illegalSteps(verdicts: readonly StepVerdict[]): readonly DroppedStep[] {
  return verdicts.flatMap((verdict) => (verdict.isLegal ? [] : [{ code: verdict.code, problem: verdict.problem }]));
}
