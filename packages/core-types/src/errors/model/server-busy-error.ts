import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The server has more work than it accepts; wait, and send less. */
export class ServerBusyError extends ModelError {
  static override readonly code = 'PLANWEAVE_SERVER_BUSY';
  readonly code = ServerBusyError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'queue', blame: 'server', isRetryable: true, ...problem });
  }
}
