import { fingerprint } from '@planweave/core-types';
import { tacticalExamples } from './examples/tactical-examples.ts';
import { wordings } from './languages/languages.ts';
import { levelRules } from './levels/level-rules.ts';
import { favouriteTools } from './roles/favourite-tools.ts';

/** Raised by hand when prompts are put together in another way and every wording stays as it was; a test notices. */
const layoutVersion = 3;

/**
 * Changes whenever this package may word a prompt for the same inputs differently: a fingerprint of all wordings, the
 * built-in examples, the roles' tools, the levels and the layout. Put it into the key of anything that is made from a
 * model's reply. It does not know the options of a prompt; `Prompt.version` does.
 *
 * @example
 * ```ts
 * import { promptVersion } from '@planweave/prompt-builder';
 *
 * promptVersion.length; //=> 16
 * ```
 */
export const promptVersion = fingerprint(JSON.stringify([layoutVersion, wordings, tacticalExamples, favouriteTools, levelRules]));
