import type { ModelError, ModelErrorProblem } from '@planweave/core-types';
import type { CallTarget } from '../call/call-target.ts';

/** One thing that a server is known to say, and what it means. */
export interface KnownFailure {
  /** Found in the error's message, type or code. */
  readonly says: RegExp;
  /** Means it with this status only. */
  readonly status?: number;
  /** Means it in a body of JSON only, as an API writes it; a router or a proxy answers in plain text. */
  readonly isJson?: true;
  readonly Error: new (problem: ModelErrorProblem) => ModelError;
  /** What to do, for the message. `model` is the one that was asked for. */
  advice(model: string): string;
  /** The whole message, where what the server says adds nothing. */
  message?(target: CallTarget): string;
  /** What differs from the usual for that class of error. */
  readonly differs?: Partial<Pick<ModelErrorProblem, 'isRetryable' | 'phase' | 'blame' | 'retryAfterMs'>>;
}
