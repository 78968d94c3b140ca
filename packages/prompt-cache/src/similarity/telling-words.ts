/** Words that turn a sentence around. Short, common and in no way visible in a score. */
const negations = new Set(['no', 'not', 'never', 'none', 'nobody', 'nothing', 'without', 'except', 'unless', 'cannot', 'dont', 'don', 'wont', 'avoid', 'stop']);

/**
 * What two texts must have in common however similar they look: the same numbers and negations in the same order, and
 * the words that occur in both first said in the same order, so that "guard A from B" is not "guard B from A".
 */
export function saySame(a: string, b: string): boolean {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  if (one.filter(isTelling).join(' ') !== other.filter(isTelling).join(' ')) return false;
  const [inOne, inOther] = [new Set(one), new Set(other)];
  return [...inOne].filter((word) => inOther.has(word)).join(' ') === [...inOther].filter((word) => inOne.has(word)).join(' ');
}

function isTelling(word: string): boolean {
  return /\d/.test(word) || negations.has(word) || word.endsWith("n't");
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().replace(/’/g, "'").match(/[\p{L}\p{N}]+(?:['.-][\p{L}\p{N}]+)*/gu) ?? [];
}
