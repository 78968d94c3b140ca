const limit = 60;

/**
 * A value in words short enough for an error message: strings quoted, long ones cut between characters, objects named
 * by their kind only, because what they hold may be secret or huge.
 *
 * @example
 * ```ts
 * import { shortValue } from '@planweave/core-types';
 *
 * shortValue('go'); //=> '"go"'
 * shortValue([1, 2]); //=> 'an array of 2'
 * ```
 */
export function shortValue(value: unknown): string {
  if (typeof value === 'string') {
    const quoted = JSON.stringify(value.slice(0, limit + 1));
    return value.length <= limit ? quoted : `${JSON.stringify(shortText(value, limit))} (${value.length} characters)`;
  }
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  return String(value);
}

/**
 * The beginning of a text, at most `maxCharacters` long with the mark of the cut, never cutting a character in half.
 *
 * @example
 * ```ts
 * import { shortText } from '@planweave/core-types';
 *
 * shortText('retreat', 4); //=> 'ret…'
 * ```
 */
export function shortText(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  if (maxCharacters < 1) return '';
  const end = maxCharacters - 1;
  const last = text.charCodeAt(end - 1);
  const isHighSurrogate = last >= 0xd8_00 && last <= 0xdb_ff;
  return `${text.slice(0, isHighSurrogate ? end - 1 : end)}…`;
}
