import { checkCount } from '@planweave/core-types';

/** Bounds of what is read. */
export interface ParseOptions {
  /** The most steps of a plan, above 0; further ones are left out with a warning. @default 32 */
  readonly maxSteps?: number;
  /**
   * The most characters (UTF-16 code units) that are read, above 0; what follows counts as cut off, so the plan keeps
   * the steps before it. Reading takes time in proportion.
   *
   * @default 131072
   */
  readonly maxCharacters?: number;
}

/** Options with every default filled in. */
export type ParseLimits = Required<ParseOptions>;

const defaults: ParseLimits = Object.freeze({ maxSteps: 32, maxCharacters: 131_072 });

/**
 * Checks options.
 *
 * @throws `InvalidOptionError` for a bound that is not a whole number above 0.
 */
export function parseLimits(owner: string, options: ParseOptions | undefined): ParseLimits {
  if (options === undefined) return defaults;
  const { maxSteps = defaults.maxSteps, maxCharacters = defaults.maxCharacters } = options;
  return { maxSteps: checkCount(owner, 'maxSteps', maxSteps), maxCharacters: checkCount(owner, 'maxCharacters', maxCharacters) };
}
