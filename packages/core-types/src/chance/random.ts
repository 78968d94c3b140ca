/**
 * The only source of chance in the toolkit. Handed in everywhere, so that the same seed gives the same run.
 */
export interface Random {
  /** The next number, at least 0 and below 1. */
  next(): number;
  /**
   * An independent source for a named purpose. It depends on the seed and the label alone, not on what was drawn
   * before, so that requests running side by side cannot disturb one another.
   */
  fork(label: string): Random;
}
