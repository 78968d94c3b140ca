import type { Cell } from '../world/world-snapshot.ts';

/**
 * Whether two cells see each other: the straight line between their centres enters no opaque cell other than the two
 * themselves, and does not slip between two opaque cells that touch only at a corner. Reckoned in whole numbers and
 * the same in both directions.
 *
 * The walk visits every cell that the line passes through, as in Amanatides and Woo, "A Fast Voxel Traversal Algorithm
 * for Ray Tracing" (1987).
 */
export function seesEachOther(isOpaque: (x: number, y: number) => boolean, from: Cell, to: Cell): boolean {
  const width = Math.abs(to.x - from.x);
  const height = Math.abs(to.y - from.y);
  const stepX = Math.sign(to.x - from.x);
  const stepY = Math.sign(to.y - from.y);
  let { x, y } = from;
  let across = 0;
  let along = 0;
  while (across < width || along < height) {
    const side = (1 + 2 * across) * height - (1 + 2 * along) * width;
    if (side === 0) {
      if (isOpaque(x + stepX, y) && isOpaque(x, y + stepY)) return false;
      x += stepX;
      y += stepY;
      across += 1;
      along += 1;
    } else if (side < 0) {
      x += stepX;
      across += 1;
    } else {
      y += stepY;
      along += 1;
    }
    if ((across < width || along < height) && isOpaque(x, y)) return false;
  }
  return true;
}
