/** Weights are whole numbers, so that sums are exact: this many make one token. */
export const weightPerToken = 64;

const letter = 15;
const space = 8;
const digit = 58;
const mark = 40;
const lineBreak = 40;
const otherLetter = 32;
const wide = 64;

const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === '\n') return lineBreak;
  if (character === ' ') return space;
  if (/[A-Za-z]/.test(character)) return letter;
  return /[0-9]/.test(character) ? digit : mark;
});

/** What a text costs, in {@link weightPerToken}ths of a token: the sum of what its characters cost, each by its kind. */
export function tokenWeight(text: string): number {
  let weight = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    weight += code < 128 ? (ascii[code] as number) : code < 0x2000 ? otherLetter : wide;
  }
  return weight;
}
