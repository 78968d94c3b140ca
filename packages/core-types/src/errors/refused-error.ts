import { PlanweaveError } from './planweave-error.ts';

/** Who refused the call before it was made. `time`: what is left of the budget is too short for it. */
export type RefusedBy = 'circuit' | 'queue' | 'rate-limit' | 'time';

/** The call was not made. It says nothing about the model, and the next cheaper way starts at once. */
export class RefusedError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_REFUSED';
  readonly code = RefusedError.code;
  readonly by: RefusedBy;

  constructor(by: RefusedBy, message: string, retryAfterMs?: number) {
    super({ message, isRetryable: false, phase: 'queue', blame: 'caller', retryAfterMs });
    this.by = by;
  }
}
