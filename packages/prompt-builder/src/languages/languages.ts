import { checkOption, deepFreeze } from '@planweave/core-types';
import { checkWording } from './check-wording.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import type { Wording } from './wording.ts';

/** The languages that come with the package. */
export type Language = 'en' | 'de' | 'fr';

/**
 * The wording of each language, for those who write their own: copy one, translate it, and hand it in as `language`.
 *
 * @example
 * ```ts
 * import { wordings } from '@planweave/prompt-builder';
 *
 * wordings.en.headings.reply; //=> 'Reply'
 * wordings.de.headings.reply; //=> 'Antwort'
 * ```
 */
export const wordings: Readonly<Record<Language, Wording>> = deepFreeze({ en: english, de: german, fr: french });

/**
 * The wording for a language's name, or a wording handed in.
 *
 * @throws `InvalidOptionError` for an unknown language, or a wording that lacks a text.
 */
export function wordingFor(language: Language | Wording): Wording {
  if (typeof language === 'object' && language !== null) return checkWording(language, english);
  const isKnown = (given: Language) => Object.hasOwn(wordings, given);
  return wordings[checkOption('createPromptBuilder', 'language', language, `one of ${Object.keys(wordings).join(', ')}, or a wording`, isKnown)];
}
