import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** Something answers at the address, but not with the expected API: usually a wrong base URL or an old server. */
export class EndpointNotFoundError extends ModelError {
  static override readonly code = 'PLANWEAVE_ENDPOINT_NOT_FOUND';
  readonly code = EndpointNotFoundError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'connect', blame: 'caller', isRetryable: false, ...problem });
  }
}
