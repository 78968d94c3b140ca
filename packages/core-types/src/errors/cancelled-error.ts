import { PlanweaveError, type ErrorPhase } from './planweave-error.ts';

/** The caller stopped the work with its own signal. Never retried and never answered with a fallback. */
export class CancelledError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_CANCELLED';
  readonly code = CancelledError.code;

  constructor(phase: ErrorPhase, cause?: unknown) {
    super({ message: 'Cancelled by the caller', isRetryable: false, phase, blame: 'caller', cause });
  }
}
