import { PlanweaveError } from '@planweave/core-types';

/**
 * A fake was called more often than replies were scripted or recorded for it. A test sees this instead of a surprising
 * default.
 *
 * @example
 * ```ts
 * import { NothingScriptedError } from '@planweave/testing';
 *
 * new NothingScriptedError({ what: 'Call 3 of the model "scripted"', had: '2 were scripted', advice: 'script another one' }).message;
 * //=> 'Call 3 of the model "scripted" found no reply (2 were scripted): script another one'
 * ```
 */
export class NothingScriptedError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_NOTHING_SCRIPTED';
  readonly code = NothingScriptedError.code;

  constructor({ what, had, advice }: { readonly what: string; readonly had: string; readonly advice: string }) {
    super({ message: `${what} found no reply (${had}): ${advice}`, isRetryable: false, phase: 'connect', blame: 'caller' });
  }
}
