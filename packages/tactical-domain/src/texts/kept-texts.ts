/** How many texts one table keeps at most: those of a square of 64 cells have a place each. */
const places = 4096;

interface KeptText {
  readonly a: number;
  readonly b: number;
  readonly text: string;
}

/**
 * A function that puts two whole numbers into words as `make` does, which must depend on them alone. Making such texts is
 * most of the cost of describing a world, and a game says the same few tick after tick. So the texts made last are kept,
 * each at the place that its numbers lead to; a newcomer takes the place over.
 */
export function keptTexts(make: (a: number, b: number) => string): (a: number, b: number) => string {
  const kept = Array.from<KeptText | undefined>({ length: places });
  return (a, b) => {
    const place = (a + b * 64) & (places - 1);
    const known = kept[place];
    if (known !== undefined && known.a === a && known.b === b) return known.text;
    const text = inOnePiece(make(a, b));
    kept[place] = { a, b, text };
    return text;
  };
}

/** A text put together from others keeps them until somebody reads it, and each costs whatever the text becomes part of. */
function inOnePiece(text: string): string {
  return text.split('').join('');
}
