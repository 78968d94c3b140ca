/**
 * A text in tokens: pieces of about four characters that never end within a character and that together are the text.
 * No real vocabulary is like this, but the numbers are of the right size and the same text gives the same tokens.
 */
export function tokensOf(text: string): string[] {
  return text.match(/\s?[\p{L}\p{M}]{1,5}|\s?\p{N}{1,3}|\s?[^\s\p{L}\p{M}\p{N}]{1,2}|\s{1,4}/gu) ?? [];
}

/** How many tokens two sequences share at their beginning. */
export function commonPrefixLength(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length += 1;
  return length;
}
