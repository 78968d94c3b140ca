import { checkOption } from '@planweave/core-types';
import type { Wording } from './wording.ts';

/**
 * A wording handed in, if it has every text that `sample` has.
 *
 * @throws `InvalidOptionError` naming the text that is missing: `language.roles.stealth.duty`.
 */
export function checkWording(wording: Wording, sample: Wording): Wording {
  check('language', wording, sample);
  return wording;
}

function check(path: string, given: unknown, sample: unknown): void {
  if (typeof sample === 'string') {
    checkOption('createPromptBuilder', path, given, 'a text', (value) => typeof value === 'string');
  } else if (Array.isArray(sample)) {
    checkOption('createPromptBuilder', path, given, 'a list of texts', isListOfTexts);
  } else {
    checkOption('createPromptBuilder', path, given, 'an object', (value) => typeof value === 'object' && value !== null);
    for (const [name, part] of Object.entries(sample as object)) check(`${path}.${name}`, (given as Record<string, unknown>)[name], part);
  }
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((line) => typeof line === 'string');
}
