import type { Cell } from '../world/world-snapshot.ts';
import { keptTexts } from './kept-texts.ts';

/** A cell in words: `(12,8)`. */
export function cellText({ x, y }: Cell): string {
  return `(${x},${y})`;
}

/** The same for its two numbers, after a blank, as descriptions have it everywhere. */
export const cellAfterBlank = keptTexts((x, y) => ` (${x},${y})`);

export function blankAndCell({ x, y }: Cell): string {
  return cellAfterBlank(x, y);
}
