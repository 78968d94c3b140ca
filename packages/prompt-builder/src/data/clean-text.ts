/** Anything but line breaks and plain printable ASCII without `<` and `[`: most texts of most worlds have none of it. */
export const notPlain = /[^\n\x20-\x3b\x3d-\x5a\x5c-\x7e]/;

/** The same, with `[` allowed: most steps in a history are no worse. */
const notNearlyPlain = /[^\n\x20-\x3b\x3d-\x7e]/;

/** What a word in capitals in brackets begins with: `[INST]`, `[gMASK]`, `[TOOL_CALLS]`; the first of them is known in any case. */
const bracketOfWord = /\[(?= ?\/? ?(?:[a-z]?[A-Z_][A-Z\d_]{0,40}|[Ii]nst) ?\])/g;

/** Joiners that scripts need to be read correctly; everything else of the category only hides or reorders text. */
const invisible = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\u{e0100}-\u{e01ef}]/gu;

/**
 * Text that came from the world or from earlier replies, made safe to stand between tags: line breaks are `\n`, no other
 * control characters, no invisible characters, no broken surrogates, and nothing that a chat template or our own tags
 * could be written with: `<` becomes `‹`, and `[` before a word in capitals (`[INST]`) becomes `(`.
 */
export function cleanText(text: string): string {
  if (!notPlain.test(text)) return text;
  if (!notNearlyPlain.test(text)) return text.replace(bracketOfWord, '(');
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[\t\v\f\r\u0085\u2028\u2029]/g, ' ')
    .replace(invisible, '')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replaceAll('<', '‹')
    .replace(bracketOfWord, '(');
}
