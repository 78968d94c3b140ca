import type { Cell } from '@planweave/tactical-domain';

/** Cells as the crow flies. */
export function distance(a: Cell, b: Cell): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Whether two cells are one. */
export function isSameCell(a: Cell, b: Cell): boolean {
  return a.x === b.x && a.y === b.y;
}
