import { PlanweaveError, type ErrorPhase } from './planweave-error.ts';

/** Which clock ran out: the whole plan's deadline, one attempt's share, or the wait for the first or the next token. */
export type TimeoutKind = 'deadline' | 'attempt' | 'first-token' | 'idle';

/** Time ran out before the work was done. */
export class TimedOutError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_TIMED_OUT';
  readonly code = TimedOutError.code;
  readonly kind: TimeoutKind;
  /** The time that was allowed, in milliseconds. */
  readonly allowedMs: number;

  constructor(problem: { readonly what: string; readonly kind: TimeoutKind; readonly allowedMs: number; readonly phase: ErrorPhase; readonly cause?: unknown }) {
    super({
      message: `${problem.what} did not finish within ${Math.round(problem.allowedMs)} ms (${problem.kind})`,
      isRetryable: problem.kind !== 'deadline',
      phase: problem.phase,
      blame: 'caller',
      cause: problem.cause,
    });
    this.kind = problem.kind;
    this.allowedMs = problem.allowedMs;
  }
}
