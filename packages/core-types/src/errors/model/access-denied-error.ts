import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The server wants other credentials, or refuses this client. */
export class AccessDeniedError extends ModelError {
  static override readonly code = 'PLANWEAVE_ACCESS_DENIED';
  readonly code = AccessDeniedError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'connect', blame: 'caller', isRetryable: false, ...problem });
  }
}
