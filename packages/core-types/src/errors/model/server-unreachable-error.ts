import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** No connection to the server, or it was lost before a reply began. */
export class ServerUnreachableError extends ModelError {
  static override readonly code = 'PLANWEAVE_SERVER_UNREACHABLE';
  readonly code = ServerUnreachableError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'connect', blame: 'server', isRetryable: true, ...problem });
  }
}
