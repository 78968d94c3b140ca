/** Those of a square of 64 cells have a place each. */
const manyPlaces = 4096;

interface KeptText {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly name: string;
  text: string;
  isInOnePiece: boolean;
}

/** Puts up to five whole numbers and a name into words. */
export type Words = (a: number, b: number, c: number, d: number, e: number, name: string) => string;

/**
 * A function that puts whole numbers and a name into words as `make` does, which must depend on them alone. Making such texts is most
 * of the cost of describing a world, and a game says the same few tick after tick. So the texts made last are kept, each at
 * one of the two places that its numbers lead to; a newcomer takes over the place of the one that came longer ago.
 *
 * @param places - How many texts are kept at most; a power of two.
 */
export function keptTexts(make: Words, places = manyPlaces): (a: number, b?: number, c?: number, d?: number, e?: number, name?: string) => string {
  const kept = Array.from<KeptText | undefined>({ length: places });
  const mask = places - 1;
  return (a, b = 0, c = 0, d = 0, e = 0, name = '') => {
    // the factors spread what differs little; the first two numbers alone never meet within 64 cells; names mostly go with numbers of their own
    const place = (a + (b << 6) + Math.imul(c, 2533) + Math.imul(d, 1181) + Math.imul(e, 3571)) & mask;
    const first = kept[place];
    if (first !== undefined && says(first, a, b, c, d, e, name)) return first.isInOnePiece ? first.text : inOnePiece(first);
    const second = kept[place ^ 1];
    if (second !== undefined && says(second, a, b, c, d, e, name)) return second.isInOnePiece ? second.text : inOnePiece(second);
    const text = make(a, b, c, d, e, name);
    if (first !== undefined) kept[place ^ 1] = first;
    kept[place] = { a, b, c, d, e, name, text, isInOnePiece: false };
    return text;
  };
}

function says(kept: KeptText, a: number, b: number, c: number, d: number, e: number, name: string): boolean {
  return kept.a === a && kept.b === b && kept.c === c && kept.d === d && kept.e === e && kept.name === name;
}

/**
 * A text put together from others keeps them until somebody reads it, and each costs whatever the text becomes part of. What
 * is said a second time is worth joining.
 */
function inOnePiece(kept: KeptText): string {
  kept.isInOnePiece = true;
  kept.text = kept.text.split('').join('');
  return kept.text;
}
