import { shortText } from '@planweave/core-types';

/** Control characters, line breaks, and the invisible marks that reorder or hide text. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/**
 * Text of the world as data, to stand between quotes: on one line, what is invisible turned into blanks, and no longer than
 * the bound. Quotes and backslashes inside are escaped as in JSON, so nothing inside can end the quotation.
 */
export function quotable(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters && isPlain(text)) return text;
  return JSON.stringify(shortText(text.replace(invisible, ' ').trim(), maxCharacters)).slice(1, -1);
}

/**
 * Printable ASCII without quotes and backslashes, no blank at either end: what most names and objectives are. Such texts
 * are short, and for them a loop takes less than an expression takes to start.
 */
function isPlain(text: string): boolean {
  const last = text.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return false;
  }
  return last >= 0 && text.charCodeAt(0) !== 0x20 && text.charCodeAt(last) !== 0x20;
}
