import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The server failed while it worked on the request: it crashed, or reported an internal error. */
export class ModelServerError extends ModelError {
  static override readonly code = 'PLANWEAVE_MODEL_SERVER_FAILED';
  readonly code = ModelServerError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'decode', blame: 'server', isRetryable: true, ...problem });
  }
}
