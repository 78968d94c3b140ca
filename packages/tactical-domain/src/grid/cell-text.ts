import type { Cell } from '../world/world-snapshot.ts';

/*
 * Putting a cell into words is a third of the cost of describing a world, and the same cells come again tick after tick.
 * So the texts made last are kept, each at the place that its cell hashes to; a newcomer takes the place over.
 */
const places = 2048;
const keys = new Float64Array(places).fill(Number.NaN);
const texts: string[] = Array.from({ length: places }, () => '');

/** A cell in words: `(12,8)`. */
export function cellText({ x, y }: Cell): string {
  const key = x * 4_194_304 + y;
  const place = (Math.imul(x, 73_856_093) ^ Math.imul(y, 19_349_663)) & (places - 1);
  if (keys[place] === key) return texts[place] as string;
  keys[place] = key;
  return (texts[place] = `(${x},${y})`);
}
