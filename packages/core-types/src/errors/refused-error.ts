import { PlanweaveError, type ErrorSummary } from './planweave-error.ts';
import type { RefusedBy } from './refused-by.ts';

/** The call was not made. It says nothing about the model, and the next cheaper way starts at once. */
export class RefusedError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_REFUSED';
  readonly code = RefusedError.code;
  readonly by: RefusedBy;

  constructor(by: RefusedBy, message: string, retryAfterMs?: number) {
    super({ message, isRetryable: false, phase: 'queue', blame: 'caller', retryAfterMs });
    this.by = by;
  }

  override toJSON(): ErrorSummary {
    return Object.freeze({ ...super.toJSON(), refusedBy: this.by });
  }
}
