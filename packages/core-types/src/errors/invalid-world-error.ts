import { PlanweaveError } from './planweave-error.ts';

/** One thing that is wrong with a world snapshot. */
export interface WorldIssue {
  /** Where, as a JSON path: `$.enemies[0].pos.x`; `$` is the whole snapshot. */
  readonly path: string;
  /** What was expected and what was found. */
  readonly problem: string;
}

/**
 * A world snapshot does not have the form that the domain expects. It carries every issue found; the message shows the
 * first.
 *
 * @example
 * ```ts
 * import { InvalidWorldError } from '@planweave/core-types';
 *
 * new InvalidWorldError('tactical', [{ path: '$.me.ammo', problem: 'expected a number' }]).message;
 * //=> 'Invalid tactical world at $.me.ammo: expected a number'
 * ```
 */
export class InvalidWorldError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_INVALID_WORLD';
  readonly code = InvalidWorldError.code;
  readonly issues: readonly WorldIssue[];

  constructor(domain: string, issues: readonly WorldIssue[], cause?: unknown) {
    const first = issues[0] ?? { path: '$', problem: 'not a world' };
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
    super({
      message: `Invalid ${domain} world at ${first.path}: ${first.problem}${more}`,
      isRetryable: false,
      phase: 'world',
      blame: 'caller',
      cause,
    });
    this.issues = issues;
  }
}
