const escapes: Readonly<Record<string, string>> = {
  '<': String.raw`\u003c`,
  '>': String.raw`\u003e`,
  '&': String.raw`\u0026`,
  '\u2028': String.raw`\u2028`,
  '\u2029': String.raw`\u2029`,
};

/**
 * A value as JSON, byte for byte as Go's encoder writes it: `<`, `>`, `&` and the two line separators are escaped, and
 * half a character (a lone surrogate) becomes U+FFFD, because a Go string holds none.
 */
export function goJson(value: unknown): string {
  return halves(JSON.stringify(value), value).replaceAll(/[<>&\u2028\u2029]/g, (character) => escapes[character] ?? character);
}

/** JSON in which half characters are replaced; `text` is all of it unless there is an escape that may be one. */
function halves(text: string, value: unknown): string {
  if (!text.includes(String.raw`\ud`)) return text;
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.replaceAll(/\p{Surrogate}/gu, '\uFFFD') : part));
}
