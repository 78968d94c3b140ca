import { PlanweaveError } from '@planweave/core-types';

/**
 * A fake was called more often than replies were scripted for it. A test sees this instead of a surprising default.
 *
 * @example
 * ```ts
 * import { NothingScriptedError } from '@planweave/testing';
 *
 * new NothingScriptedError('scripted', 3).message;
 * //=> 'Call 3 of the model "scripted" found no reply: 2 were scripted. Script another one, or give the option "otherwise".'
 * ```
 */
export class NothingScriptedError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_NOTHING_SCRIPTED';
  readonly code = NothingScriptedError.code;
  /** Which call it was, 1 for the first. */
  readonly call: number;

  constructor(model: string, call: number) {
    super({
      message: `Call ${call} of the model "${model}" found no reply: ${call - 1} were scripted. Script another one, or give the option "otherwise".`,
      isRetryable: false,
      phase: 'connect',
      blame: 'caller',
    });
    this.call = call;
  }
}
