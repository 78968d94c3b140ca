import { PlanweaveError } from './planweave-error.ts';
import { shortValue } from './short-value.ts';

/**
 * An option given to a factory is outside what it accepts.
 *
 * @example
 * ```ts
 * import { InvalidOptionError } from '@planweave/core-types';
 *
 * new InvalidOptionError({ owner: 'retry', name: 'attempts', expectation: 'a whole number above 0', value: -1 }).message;
 * //=> 'retry: option "attempts" must be a whole number above 0, but is -1'
 * ```
 */
export class InvalidOptionError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_INVALID_OPTION';
  readonly code = InvalidOptionError.code;
  /** The option's name. */
  readonly option: string;

  constructor(problem: { readonly owner: string; readonly name: string; readonly expectation: string; readonly value: unknown }) {
    super({
      message: `${problem.owner}: option "${problem.name}" must be ${problem.expectation}, but is ${shortValue(problem.value)}`,
      isRetryable: false,
      phase: 'options',
      blame: 'caller',
    });
    this.option = problem.name;
  }
}
