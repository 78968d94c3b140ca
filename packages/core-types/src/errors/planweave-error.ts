import type { ErrorCode } from './error-codes.ts';
import type { RefusedBy } from './refused-by.ts';

/** Where in the life of a plan something went wrong. */
export type ErrorPhase =
  | 'options'
  | 'world'
  | 'prompt'
  | 'cache'
  | 'queue'
  | 'connect'
  | 'load'
  | 'prefill'
  | 'decode'
  | 'parse'
  | 'check'
  | 'domain';

/**
 * Whose fault it was. A circuit breaker counts `server` only: a caller with a short budget, or a model that writes
 * nonsense, says nothing about the health of the server.
 */
export type ErrorBlame = 'caller' | 'server' | 'model' | 'plug-in';

/** What every error of the toolkit is made from. */
export interface PlanweaveErrorOptions {
  /** What was tried, what came back, what to do. */
  readonly message: string;
  /** True when the same call may succeed if it is simply made again. */
  readonly isRetryable: boolean;
  /** Where it went wrong. */
  readonly phase: ErrorPhase;
  /** Whose fault it was. */
  readonly blame: ErrorBlame;
  /** What the server asked to wait before the next try, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** What was caught, kept as the native `cause`. */
  readonly cause?: unknown;
}

/** An error as plain data, as it appears in outcomes, events and logs. */
export interface ErrorSummary {
  readonly code: ErrorCode;
  readonly message: string;
  readonly phase: ErrorPhase;
  readonly isRetryable: boolean;
  /** Of a {@link RefusedError}: who refused. */
  readonly refusedBy?: RefusedBy;
}

const marker = Symbol.for('planweave.error');

/**
 * The base of every error that the toolkit throws. It answers what callers ask (`code`, `isRetryable`, `phase`,
 * `blame`), so that nobody has to read messages. `isInstance` works across duplicate installs, where `instanceof`
 * does not.
 *
 * @example
 * ```ts
 * import { PlanweaveError, InvalidOptionError } from '@planweave/core-types';
 *
 * const error = new InvalidOptionError({ owner: 'retry', name: 'attempts', expectation: 'above 0', value: 0 });
 * PlanweaveError.isInstance(error); //=> true
 * error.code; //=> 'PLANWEAVE_INVALID_OPTION'
 * ```
 */
export abstract class PlanweaveError extends Error {
  /** The code shared by all errors of a class; absent on this base. */
  static readonly code: ErrorCode | undefined = undefined;

  abstract readonly code: ErrorCode;
  readonly isRetryable: boolean;
  readonly phase: ErrorPhase;
  readonly blame: ErrorBlame;
  readonly retryAfterMs: number | undefined;

  constructor(options: PlanweaveErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.isRetryable = options.isRetryable;
    this.phase = options.phase;
    this.blame = options.blame;
    this.retryAfterMs = options.retryAfterMs;
    Object.defineProperty(this, marker, { value: true });
    // bundlers call a class that refers to itself _Name
    Object.defineProperty(this, 'name', { value: new.target.name.replace(/^_+/, ''), configurable: true });
  }

  /** True for an error of this class (of any class, when asked on the base), whichever copy of the package made it. */
  static isInstance<Instance extends PlanweaveError>(
    this: { readonly prototype: Instance; readonly code: ErrorCode | undefined },
    value: unknown,
  ): value is Instance {
    try {
      if (typeof value !== 'object' || value === null || !(marker in value)) return false;
      if (!('toJSON' in value) || typeof value.toJSON !== 'function') return false;
      return this.code === undefined || ('code' in value && value.code === this.code);
    } catch {
      return false; // a proxy may throw at any look
    }
  }

  /** The parts that are safe and useful to print or send; never the cause, the stack or a prompt. */
  toJSON(): ErrorSummary {
    return Object.freeze({ code: this.code, message: this.message, phase: this.phase, isRetryable: this.isRetryable });
  }
}
