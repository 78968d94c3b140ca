import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The reply reached its token limit before it was complete. */
export class OutputTruncatedError extends ModelError {
  static override readonly code = 'PLANWEAVE_OUTPUT_TRUNCATED';
  readonly code = OutputTruncatedError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'decode', blame: 'model', isRetryable: true, ...problem });
  }
}
