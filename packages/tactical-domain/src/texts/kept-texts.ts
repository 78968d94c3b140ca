/** How many texts one table keeps at most: those of a square of 64 cells have a place each. */
const places = 4096;

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
 * the place that its numbers lead to; a newcomer takes the place over.
 */
export function keptTexts(make: Words): (a: number, b?: number, c?: number, d?: number, e?: number, name?: string) => string {
  const kept = Array.from<KeptText | undefined>({ length: places });
  return (a, b = 0, c = 0, d = 0, e = 0, name = '') => {
    // the factors spread what differs little; the first two numbers alone never meet within 64 cells; names mostly go with numbers of their own
    const place = (a + b * 64 + c * 2533 + d * 1181 + e * 3571) & (places - 1);
    const known = kept[place];
    if (known !== undefined && known.a === a && known.b === b && known.c === c && known.d === d && known.e === e && known.name === name) {
      if (!known.isInOnePiece) known.text = inOnePiece(known);
      return known.text;
    }
    const text = make(a, b, c, d, e, name);
    kept[place] = { a, b, c, d, e, name, text, isInOnePiece: false };
    return text;
  };
}

/**
 * A text put together from others keeps them until somebody reads it, and each costs whatever the text becomes part of. What
 * is said a second time is worth joining.
 */
function inOnePiece(kept: KeptText): string {
  kept.isInOnePiece = true;
  return kept.text.split('').join('');
}
