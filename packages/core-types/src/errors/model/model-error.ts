import type { ErrorCode } from '../error-codes.ts';
import { PlanweaveError, type ErrorBlame, type ErrorPhase } from '../planweave-error.ts';

/** What an adapter knows about a failed call to a model server. */
export interface ModelErrorProblem {
  /** What was tried, what came back, what to do. Never prompt text, reply text or keys. */
  readonly message: string;
  /** The model as it was asked for. */
  readonly model: string;
  /** The server's address without credentials, query or path. */
  readonly host: string;
  /** The HTTP status, when one was received. */
  readonly status?: number | undefined;
  /** Overrides what is usual for the class. */
  readonly isRetryable?: boolean;
  /** Overrides what is usual for the class. */
  readonly phase?: ErrorPhase;
  /** Overrides what is usual for the class. */
  readonly blame?: ErrorBlame;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

const marker = Symbol.for('planweave.model-error');

/** The common part of everything that can go wrong between an adapter and its model server. */
export abstract class ModelError extends PlanweaveError {
  readonly model: string;
  readonly host: string;
  readonly status: number | undefined;

  constructor(problem: ModelErrorProblem & { readonly isRetryable: boolean; readonly phase: ErrorPhase; readonly blame: ErrorBlame }) {
    super(problem);
    this.model = problem.model;
    this.host = problem.host;
    this.status = problem.status;
    Object.defineProperty(this, marker, { value: true });
  }

  /** True for an error of this class (for every model error, when asked on the base), whichever copy of the package made it. */
  static override isInstance<Instance extends PlanweaveError>(
    this: { readonly prototype: Instance; readonly code: ErrorCode | undefined },
    value: unknown,
  ): value is Instance {
    return typeof value === 'object' && value !== null && marker in value && PlanweaveError.isInstance.call(this, value);
  }
}
