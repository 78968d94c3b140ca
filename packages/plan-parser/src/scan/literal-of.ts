/** What a word without quotes means: a number, `null`, `true` or `false`, in JSON or Python; `undefined` for any other word. */
export function literalOf(word: string): number | boolean | null | undefined {
  switch (word.toLowerCase()) {
    case 'null':
    case 'none':
    case 'nan':
      return null;
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return /^[+-]?[\d.]/.test(word) && Number.isFinite(Number(word)) ? Number(word) : undefined;
  }
}
