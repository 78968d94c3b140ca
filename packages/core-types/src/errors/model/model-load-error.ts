import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The server could not load the model. */
export class ModelLoadError extends ModelError {
  static override readonly code = 'PLANWEAVE_MODEL_LOAD_FAILED';
  readonly code = ModelLoadError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'load', blame: 'server', isRetryable: true, ...problem });
  }
}
