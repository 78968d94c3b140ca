/**
 * The shortest distance after which a text repeats itself from its first character to its last; its length when it
 * does not. Computed with the prefix function of Knuth, Morris and Pratt, in linear time.
 */
export function periodOf(text: string): number {
  const borders = new Uint16Array(text.length);
  let border = 0;
  for (let index = 1; index < text.length; index += 1) {
    while (border > 0 && text.charCodeAt(index) !== text.charCodeAt(border)) border = borders[border - 1] ?? 0;
    if (text.charCodeAt(index) === text.charCodeAt(border)) border += 1;
    borders[index] = border;
  }
  return text.length - border;
}
