import type { Cell } from '../world/world-snapshot.ts';
import { keptTexts } from './kept-texts.ts';

/** A cell in words: `(12,8)`. */
export function cellText({ x, y }: Cell): string {
  return `(${x},${y})`;
}

const afterBlank = keptTexts((x, y) => ` (${x},${y})`);

/** The same after a blank, as descriptions have it everywhere. */
export function blankAndCell({ x, y }: Cell): string {
  return afterBlank(x, y);
}
