import { checkOption } from '@planweave/core-types';

/**
 * Checks the name of a model and gives it back.
 *
 * @param owner - The factory that takes the option, for messages: `'ollama'`.
 * @throws `InvalidOptionError` for what is no text, empty, or has blanks around it.
 *
 * @example
 * ```ts
 * import { checkModelName } from '@planweave/model-http';
 *
 * checkModelName('parrot', 'polly:7b'); //=> 'polly:7b'
 * ```
 */
export function checkModelName(owner: string, model: string): string {
  return checkOption(owner, 'model', model, 'the name of a model', (given) => typeof given === 'string' && given !== '' && given.trim() === given);
}
