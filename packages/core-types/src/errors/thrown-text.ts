import { shortText } from './short-value.ts';

const longestText = 300;

/**
 * What somebody else's code threw, in words: bounded, and safe for values that cannot even be turned into text. It never
 * throws itself, because it is called where failures are contained.
 */
export function thrownText(thrown: unknown): string {
  try {
    return shortText(thrown instanceof Error ? thrown.message : String(thrown), longestText);
  } catch {
    return 'something that has no text';
  }
}
