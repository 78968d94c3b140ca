/** Weights are whole numbers, so that sums are exact: this many make one token. */
export const weightPerToken = 64;

const letter = 13;
const space = 12;
const digit = 60;
const mark = 58;
const markAfterMark = 16;
const lineBreak = 72;
const accented = 96;
const otherAlphabet = 32;
const wide = 64;

const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === '\n') return lineBreak;
  if (character === ' ') return space;
  if (/[A-Za-z]/.test(character)) return letter;
  return /[0-9]/.test(character) ? digit : mark;
});

/**
 * What a text costs, in {@link weightPerToken}ths of a token: the sum of what its UTF-16 code units cost, each by its
 * kind. Marks in a row, as in JSON, mostly share a token.
 */
export function tokenWeight(text: string): number {
  let weight = 0;
  let isAfterMark = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const own = code < 128 ? (ascii[code] as number) : otherWeight(code);
    weight += isAfterMark && own === mark ? markAfterMark : own;
    isAfterMark = own === mark;
  }
  return weight;
}

function otherWeight(code: number): number {
  if (code < 0x02_50) return accented;
  return code < 0x20_00 ? otherAlphabet : wide;
}
