import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The reply ended without its closing part, so what was received cannot be trusted to be whole. */
export class UnfinishedReplyError extends ModelError {
  static override readonly code = 'PLANWEAVE_UNFINISHED_REPLY';
  readonly code = UnfinishedReplyError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'decode', blame: 'server', isRetryable: true, ...problem });
  }
}
