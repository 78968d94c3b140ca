import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The model or server lacks a capability that the call needs. */
export class UnsupportedError extends ModelError {
  static override readonly code = 'PLANWEAVE_UNSUPPORTED';
  readonly code = UnsupportedError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'connect', blame: 'caller', isRetryable: false, ...problem });
  }
}
