import type { Candidate } from '../measure/measure.ts';

/** One row of the table. */
export interface Bench {
  /** As the original system names it, where it does. */
  readonly name: string;
  /** What is timed, in one line. */
  readonly measures: string;
  /** What the original published for it, with the unit. Nothing was, where it is left out. */
  readonly published?: string;
  /** How many of what is timed one run does; its time is divided by that. @default 1 */
  readonly operations?: number;
  /** Makes ready what is needed. Called once, shortly before it is measured. */
  open(): Subject | Promise<Subject>;
}

/** What is measured, ready to run. */
export interface Subject extends Pick<Candidate, 'run' | 'prepare' | 'isDone'> {
  /**
   * Called once after the last run: what there is to say besides the time.
   *
   * @throws `Error` when the runs did not add up to what they should.
   */
  readonly conclude?: () => string;
}

/** Rows that are measured together, in turns, and so can be compared. */
export interface BenchGroup {
  readonly name: string;
  readonly benches: readonly Bench[];
  /** The row that the others are compared with. @default none, because they do different things */
  readonly base?: string;
  /** How many batches of each row count, where runs are long. @default what the command says */
  readonly rounds?: number;
}

/**
 * Makes sure of something while a bench concludes.
 *
 * @throws `Error` with the sentence.
 */
export function insist(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new Error(otherwise);
}
