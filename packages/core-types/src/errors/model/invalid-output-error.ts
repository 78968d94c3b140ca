import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The reply is complete, but empty or not of the requested form. */
export class InvalidOutputError extends ModelError {
  static override readonly code = 'PLANWEAVE_INVALID_OUTPUT';
  readonly code = InvalidOutputError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'decode', blame: 'model', isRetryable: true, ...problem });
  }
}
