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

/**
 * How the straight line between the centres of two cells meets other cells, by one look at each of them, which is quicker
 * than walking along the line when they are few: `blocked` when it enters one, `free` when it stays away from all. When
 * it only touches corners of several, {@link seesEachOther} has to say whether two of them leave no gap.
 *
 * A line enters a square when corners of it lie on both sides: the centre is nearer to the line than the corner furthest
 * from it. Inside the rectangle that two cells span, the line has no end that could fall short.
 */
export function glance(cells: readonly Cell[], from: Cell, to: Cell): 'blocked' | 'free' | 'touching' {
  const { x, y } = from;
  const width = to.x - x;
  const height = to.y - y;
  const reach = Math.abs(width) + Math.abs(height);
  let touched = 0;
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] as Cell;
    const across = cell.x - x;
    const along = cell.y - y;
    // The products are not positive exactly between the ends, which themselves do not count.
    if (across * (across - width) > 0 || along * (along - height) > 0) continue;
    if ((across === 0 && along === 0) || (across === width && along === height)) continue;
    const offset = 2 * Math.abs(across * height - along * width);
    if (offset < reach) return 'blocked';
    if (offset === reach) touched += 1;
  }
  return touched > 1 ? 'touching' : 'free';
}
