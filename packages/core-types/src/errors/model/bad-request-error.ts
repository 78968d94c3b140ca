import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The server refused the request as wrong; sending it again cannot help. */
export class BadRequestError extends ModelError {
  static override readonly code = 'PLANWEAVE_BAD_REQUEST';
  readonly code = BadRequestError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'connect', blame: 'caller', isRetryable: false, ...problem });
  }
}
