import type { Bounds, Cell } from '../world/world-snapshot.ts';

/** From here on, looking cells up in a set is faster than looking through the list. */
const longList = 24;

/** Where one can stand and what one can see through: bounds and obstacles, nothing that moves. */
export class Terrain {
  readonly bounds: Bounds | undefined;
  readonly obstacles: readonly Cell[];
  #blocked: Set<number> | undefined;

  /** @param bounds - Without bounds, the grid goes on for ever. */
  constructor(obstacles: readonly Cell[], bounds: Bounds | undefined) {
    this.obstacles = obstacles;
    this.bounds = bounds;
  }

  isInside(x: number, y: number): boolean {
    const { bounds } = this;
    return bounds === undefined || (x >= bounds.minX && x <= bounds.maxX && y >= bounds.minY && y <= bounds.maxY);
  }

  isBlocked(x: number, y: number): boolean {
    const { obstacles } = this;
    if (obstacles.length > longList) {
      this.#blocked ??= new Set(obstacles.map((cell) => cellKey(cell.x, cell.y)));
      return this.#blocked.has(cellKey(x, y));
    }
    for (const cell of obstacles) if (cell.x === x && cell.y === y) return true;
    return false;
  }

  /** True when no obstacle lies in the rectangle with these corners. Quick to say for short lists; may say false for long ones. */
  isSurelyEmpty(fromX: number, fromY: number, toX: number, toY: number): boolean {
    if (this.obstacles.length > longList) return false;
    const left = Math.min(fromX, toX);
    const right = Math.max(fromX, toX);
    const top = Math.min(fromY, toY);
    const bottom = Math.max(fromY, toY);
    for (const { x, y } of this.obstacles) if (x >= left && x <= right && y >= top && y <= bottom) return false;
    return true;
  }
}

/** One number for a cell; exact as long as cells are within a million of the origin. */
function cellKey(x: number, y: number): number {
  return x * 4_194_304 + y;
}
