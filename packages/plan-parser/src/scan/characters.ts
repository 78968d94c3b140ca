/** The UTF-16 code units that mean something to the tokenizer. */
export const character = {
  newline: 0x0a,
  quote: 0x22,
  hash: 0x23,
  apostrophe: 0x27,
  star: 0x2a,
  plus: 0x2b,
  comma: 0x2c,
  slash: 0x2f,
  colon: 0x3a,
  less: 0x3c,
  greater: 0x3e,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  tick: 0x60,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** White space of any kind, the byte order mark and zero-width space included. */
export function isBlank(code: number): boolean {
  if (code <= 0x20) return true;
  if (code < 0xa0) return false;
  return code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x2028 || code === 0x2029 || code === 0x3000 || code === 0xfeff;
}

/** `"` and its typographic forms. */
export function isDoubleQuote(code: number): boolean {
  return code === character.quote || code === 0x201c || code === 0x201d || code === 0x201e;
}

/** `'` and its typographic forms. */
export function isSingleQuote(code: number): boolean {
  return code === character.apostrophe || code === 0x2018 || code === 0x2019;
}

/** True when a quote of this kind ends a text that began with another one: `"` with `"` alone, `“` with any double quote. */
export function closesQuote(opening: number, code: number): boolean {
  if (opening === character.quote || opening === character.apostrophe) return code === opening;
  return isDoubleQuote(opening) ? isDoubleQuote(code) : isSingleQuote(code);
}

/** True for a character that ends a word without quotes. */
export function isWordEnd(code: number): boolean {
  switch (code) {
    case character.openBrace:
    case character.closeBrace:
    case character.openBracket:
    case character.closeBracket:
    case character.comma:
    case character.colon:
    case character.tick:
    case character.less:
    case character.backslash:
      return true;
    default:
      return isDoubleQuote(code);
  }
}

/** The letter of `\n`, `\r` or `\t`, which stand between the tokens of JSON that is escaped as a whole. */
export function isBlankLetter(code: number): boolean {
  return code === 0x6e || code === 0x72 || code === 0x74;
}
