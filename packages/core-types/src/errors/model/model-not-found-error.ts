import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The server answers, but does not have the model. The message says how to get it. */
export class ModelNotFoundError extends ModelError {
  static override readonly code = 'PLANWEAVE_MODEL_NOT_FOUND';
  readonly code = ModelNotFoundError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'connect', blame: 'caller', isRetryable: false, ...problem });
  }
}
