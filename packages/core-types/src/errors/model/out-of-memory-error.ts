import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The server has not enough memory for the model. One later try may succeed, once it has freed others. */
export class OutOfMemoryError extends ModelError {
  static override readonly code = 'PLANWEAVE_OUT_OF_MEMORY';
  readonly code = OutOfMemoryError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'load', blame: 'server', isRetryable: true, ...problem });
  }
}
