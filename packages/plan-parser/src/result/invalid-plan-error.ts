import { deepFreeze, PlanweaveError, shortText } from '@planweave/core-types';

/**
 * How far the reading of a text came before it failed.
 *
 * - `text`: there was nothing to read: not a string, empty, or an error message instead of an answer.
 * - `json`: there is text, but no JSON in it that could be read, even with repair.
 * - `plan`: there is JSON, but nothing in it is a list of steps.
 * - `steps`: there are steps, but not one of them can be used.
 */
export type FailedStage = 'text' | 'json' | 'plan' | 'steps';

/** One thing that is wrong with a reply or a step. */
export interface PlanIssue {
  /** Where, as a JSON path: `$.steps[2].x`; `$` is the whole reply. */
  readonly path: string;
  /** What would have been right, in words. */
  readonly expected: string;
  /** What was there, in words; long values are cut. */
  readonly received: string;
}

/** The longest piece of a reply that an error keeps, in UTF-16 code units. */
const keptCharacters = 500;

/**
 * No plan could be read from a text. It carries how far the reading came, every issue found, and the beginning of the
 * text (at most 500 characters, never cutting a character in half) for debugging; `toJSON` leaves the text out.
 *
 * @example
 * ```ts
 * import { InvalidPlanError } from '@planweave/plan-parser';
 *
 * const issue = { path: '$', expected: 'a list of steps', received: 'an empty text' };
 * new InvalidPlanError({ stage: 'text', issues: [issue], text: '' }).message;
 * //=> 'No plan could be read (text): at $, expected a list of steps, received an empty text; ask the model again'
 * ```
 */
export class InvalidPlanError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_INVALID_PLAN';
  readonly code = InvalidPlanError.code;
  readonly stage: FailedStage;
  readonly issues: readonly PlanIssue[];
  /** The beginning of what was read. Not enumerable, so that it does not get into logs by accident. */
  declare readonly text: string;

  constructor(problem: { readonly stage: FailedStage; readonly issues: readonly PlanIssue[]; readonly text: string }) {
    const first = problem.issues[0] ?? { path: '$', expected: 'a plan', received: 'something else' };
    const more = problem.issues.length > 1 ? ` (and ${problem.issues.length - 1} more)` : '';
    super({
      message: `No plan could be read (${problem.stage}): at ${first.path}, expected ${first.expected}, received ${first.received}${more}; ask the model again`,
      isRetryable: true,
      phase: 'parse',
      blame: 'model',
    });
    this.stage = problem.stage;
    this.issues = deepFreeze([...problem.issues]);
    Object.defineProperty(this, 'text', { value: shortText(problem.text, keptCharacters), enumerable: false });
  }
}
