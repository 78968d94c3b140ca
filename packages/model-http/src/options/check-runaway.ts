import { checkOption } from '@planweave/core-types';
import type { RunawayLimits } from '../reply/watch-for-runaway.ts';

/**
 * Checks the limits of `watchForRunaway` and gives them back.
 *
 * @param owner - The factory that takes the option, for messages: `'ollama'`.
 * @throws `InvalidOptionError`
 *
 * @example
 * ```ts
 * import { checkRunaway } from '@planweave/model-http';
 *
 * checkRunaway('parrot', { maxRepeats: Infinity }); //=> { maxRepeats: Infinity }
 * ```
 */
export function checkRunaway(owner: string, limits: RunawayLimits): RunawayLimits {
  for (const name of ['maxBlanks', 'maxRepeats'] as const) {
    const limit = limits[name];
    if (limit !== undefined) checkOption(owner, `runaway.${name}`, limit, 'a whole number above 0, or Infinity', (given) => given === Infinity || (Number.isSafeInteger(given) && given > 0));
  }
  return Object.freeze({ ...limits });
}
