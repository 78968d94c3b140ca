import { ModelError, type ModelErrorProblem } from './model-error.ts';

/** The server cannot turn the JSON Schema into a grammar. */
export class SchemaRejectedError extends ModelError {
  static override readonly code = 'PLANWEAVE_SCHEMA_REJECTED';
  readonly code = SchemaRejectedError.code;

  constructor(problem: ModelErrorProblem) {
    super({ phase: 'connect', blame: 'caller', isRetryable: false, ...problem });
  }
}
