/** A step that may be carried out. */
export interface LegalStep {
  readonly isLegal: true;
}

/** A step that may not be carried out, and why. */
export interface IllegalStep {
  readonly isLegal: false;
  /** A short, stable, machine-readable reason of the domain: `'no-path'`, `'cooldown'`. */
  readonly code: string;
  /** The same for people: `'MoveTo (18,13): the cell is blocked'`. */
  readonly problem: string;
  /** The argument at fault, when there is one. */
  readonly argument?: string | undefined;
  /** True when waiting alone can make it legal, as with a cooldown. */
  readonly isRecoverable: boolean;
}

/** What a domain says about one step of a plan. */
export type StepVerdict = LegalStep | IllegalStep;

/**
 * The verdict on a legal step; one shared frozen object, because there is nothing more to say.
 *
 * @example
 * ```ts
 * import { legalStep } from '@planweave/core-types';
 *
 * legalStep.isLegal; //=> true
 * ```
 */
export const legalStep: LegalStep = Object.freeze({ isLegal: true });
