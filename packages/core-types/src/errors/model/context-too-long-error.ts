import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The prompt is longer than the model's context window: shorten it, or give the model a larger window. */
export class ContextTooLongError extends ModelError {
  static override readonly code = 'PLANWEAVE_CONTEXT_TOO_LONG';
  readonly code = ContextTooLongError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'prefill', blame: 'caller', isRetryable: false, ...problem });
  }
}
