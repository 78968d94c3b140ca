/** A text in pieces of at most `size` UTF-16 units, none of which ends within a character. */
export function piecesOf(text: string, size: number): string[] {
  if (text === '') return [];
  if (text.length <= size) return [text];
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (piece !== '' && piece.length + character.length > size) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  pieces.push(piece);
  return pieces;
}

/** About how many tokens a text has: the usual four characters a token, rounded up. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
