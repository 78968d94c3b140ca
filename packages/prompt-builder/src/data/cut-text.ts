import { shortText } from '@planweave/core-types';

/**
 * The beginning of a text within a bound, cut between facts where that is possible: at the last line break or blank in
 * the second half of what fits, so that no coordinate loses a digit.
 */
export function cutText(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const beginning = shortText(text, maxCharacters);
  const end = Math.max(beginning.lastIndexOf('\n'), beginning.lastIndexOf(' '));
  return end > maxCharacters / 2 ? `${beginning.slice(0, end)} …` : beginning;
}
