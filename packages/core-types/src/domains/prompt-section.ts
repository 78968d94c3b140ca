/** How much of a world a prompt shows, from everything to the bare minimum. */
export type DetailLevel = 'full' | 'standard' | 'simplified' | 'minimal';

/**
 * All levels, from the most to the least detailed.
 *
 * @example
 * ```ts
 * import { detailLevels } from '@planweave/core-types';
 *
 * detailLevels[0]; //=> 'full'
 * ```
 */
export const detailLevels: readonly DetailLevel[] = Object.freeze(['full', 'standard', 'simplified', 'minimal']);

/** One titled part of a prompt, as a domain describes its world. */
export interface PromptSection {
  /** A short stable name, unique among the sections of a domain: `'objective'`, `'world'`. */
  readonly name: string;
  /** The text, one fact a line. */
  readonly text: string;
  /**
   * How often it changes between two plans of one agent: rules `never`, an objective `rarely`, positions `often`.
   * Prompts put the least changeable first, because servers reuse the part that stays the same.
   */
  readonly changes: 'never' | 'rarely' | 'often';
  /** What to drop first when the prompt must shrink: lower numbers go first; `Infinity` is never dropped. */
  readonly priority: number;
}
