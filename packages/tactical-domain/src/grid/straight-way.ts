import type { Cell } from '../world/world-snapshot.ts';
import type { Terrain } from './terrain.ts';

/**
 * Whether one of the two ways with a single corner is free: first across and then along, or the other way round. Most
 * walks in most worlds are answered here, without a search. The first cell may be blocked, because somebody who stands
 * there can leave.
 */
export function hasStraightWay(terrain: Terrain, from: Cell, to: Cell): boolean {
  return (
    (isClear(terrain, from, from.x, from.y, to.x, from.y) && isClear(terrain, from, to.x, from.y, to.x, to.y)) ||
    (isClear(terrain, from, from.x, from.y, from.x, to.y) && isClear(terrain, from, from.x, to.y, to.x, to.y))
  );
}

/** A row or column of cells without an obstacle; the start does not count. Looks at the cells or the obstacles, whichever are fewer. */
function isClear(terrain: Terrain, start: Cell, fromX: number, fromY: number, toX: number, toY: number): boolean {
  if (terrain.isSurelyEmpty(fromX, fromY, toX, toY)) return true;
  const cells = Math.abs(toX - fromX) + Math.abs(toY - fromY);
  if (cells > terrain.obstacles.length) return !terrain.obstacles.some(({ x, y }) => isBetween(x, fromX, toX) && isBetween(y, fromY, toY) && (x !== start.x || y !== start.y));
  const stepX = Math.sign(toX - fromX);
  const stepY = Math.sign(toY - fromY);
  let x = fromX;
  let y = fromY;
  for (let left = cells; left >= 0; left -= 1) {
    if (terrain.isBlocked(x, y) && (x !== start.x || y !== start.y)) return false;
    x += stepX;
    y += stepY;
  }
  return true;
}

/** Ends included, in either order. */
function isBetween(value: number, from: number, to: number): boolean {
  return (value - from) * (value - to) <= 0;
}
