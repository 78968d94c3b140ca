import { PlanweaveError, type ErrorPhase } from './planweave-error.ts';
import { thrownText } from './thrown-text.ts';

/**
 * Code handed in by the caller (a domain, a cache store, a model adapter) threw something that is not a
 * {@link PlanweaveError}. What it threw is the `cause`.
 */
export class PlugInError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_PLUG_IN_FAILED';
  readonly code = PlugInError.code;

  constructor(what: string, phase: ErrorPhase, cause: unknown) {
    super({ message: `${what} failed: ${thrownText(cause)}`, isRetryable: false, phase, blame: 'plug-in', cause });
  }
}

/**
 * Any thrown value as a {@link PlanweaveError}: one of ours unchanged, anything else wrapped in a {@link PlugInError}.
 *
 * @example
 * ```ts
 * import { asPlanweaveError } from '@planweave/core-types';
 *
 * asPlanweaveError(new TypeError('x is undefined'), 'The domain "chess"', 'domain').message;
 * //=> 'The domain "chess" failed: x is undefined'
 * ```
 */
export function asPlanweaveError(thrown: unknown, what: string, phase: ErrorPhase): PlanweaveError {
  return PlanweaveError.isInstance(thrown) ? thrown : new PlugInError(what, phase, thrown);
}
