import type { Cell } from '../world/world-snapshot.ts';

/** The square of the distance between two cells as the crow flies; exact for whole numbers. */
export function squaredDistance(a: Cell, b: Cell): number {
  return (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
}

/** Steps from cell to cell when nothing is in the way: Manhattan distance. */
export function walkingDistance(a: Cell, b: Cell): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}
