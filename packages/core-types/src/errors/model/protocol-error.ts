import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The server sent bytes that do not follow its protocol: a broken line, invalid UTF-8, a page of HTML. */
export class ProtocolError extends ModelError {
  static override readonly code = 'PLANWEAVE_PROTOCOL';
  readonly code = ProtocolError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'decode', blame: 'server', isRetryable: true, ...problem });
  }
}
