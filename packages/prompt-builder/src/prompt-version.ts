import { fingerprint } from '@planweave/core-types';
import { tacticalExamples } from './examples/tactical-examples.ts';
import { wordings } from './languages/languages.ts';
import { levelRules } from './levels/level-rules.ts';

/** Counts changes of how prompts are put together that leave every wording as it was. */
export const layoutVersion = 1;

/**
 * Changes whenever a prompt for the same inputs may come out differently: a fingerprint of all wordings, the built-in
 * examples, the levels and the layout. Put it into the key of anything that is made from a model's reply.
 *
 * @example
 * ```ts
 * import { promptVersion } from '@planweave/prompt-builder';
 *
 * promptVersion.length; //=> 16
 * ```
 */
export const promptVersion = fingerprint(JSON.stringify([layoutVersion, wordings, tacticalExamples, levelRules]));
