import { shortText } from '@planweave/core-types';

/** Printable ASCII without quotes and backslashes, no blank at either end: what most names and objectives are. */
const plain = /^[!#-[\]-~](?:[ !#-[\]-~]*[!#-[\]-~])?$/;

/** Control characters, line breaks, and the invisible marks that reorder or hide text. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/**
 * Text of the world as data: on one line, in quotes, what is invisible turned into blanks, and no longer than the
 * bound. Quotes and backslashes inside are escaped as in JSON, so nothing inside can end the quotation.
 */
export function quoted(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters && plain.test(text)) return `"${text}"`;
  return JSON.stringify(shortText(text.replace(invisible, ' ').trim(), maxCharacters));
}
