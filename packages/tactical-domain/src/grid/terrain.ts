import { glance, seesEachOther } from './line-of-sight.ts';
import { farthestCell, type Bounds, type Cell } from '../world/world-snapshot.ts';

/** From here on, looking cells up in a set is faster than looking through the list. */
const longList = 24;

/** Where one can stand and what one can see through: bounds and obstacles, nothing that moves. */
export class Terrain {
  readonly bounds: Bounds | undefined;
  readonly obstacles: readonly Cell[];
  /** The smallest rectangle around all obstacles; most questions end at its edge. */
  #minX = Infinity;
  #minY = Infinity;
  #maxX = -Infinity;
  #maxY = -Infinity;
  #blocked: Set<number> | undefined;

  /** @param bounds - Without bounds, the grid goes on as far as cells can lie. */
  constructor(obstacles: readonly Cell[], bounds: Bounds | undefined) {
    this.obstacles = obstacles;
    this.bounds = bounds;
    for (let index = 0; index < obstacles.length; index += 1) {
      const { x, y } = obstacles[index] as Cell;
      if (x < this.#minX) this.#minX = x;
      if (x > this.#maxX) this.#maxX = x;
      if (y < this.#minY) this.#minY = y;
      if (y > this.#maxY) this.#maxY = y;
    }
  }

  isInside(x: number, y: number): boolean {
    const { bounds } = this;
    if (bounds === undefined) return Math.abs(x) <= farthestCell && Math.abs(y) <= farthestCell;
    return x >= bounds.minX && x <= bounds.maxX && y >= bounds.minY && y <= bounds.maxY;
  }

  isBlocked(x: number, y: number): boolean {
    if (x < this.#minX || x > this.#maxX || y < this.#minY || y > this.#maxY) return false;
    const { obstacles } = this;
    if (obstacles.length > longList) {
      this.#blocked ??= new Set(obstacles.map((cell) => cellKey(cell.x, cell.y)));
      return this.#blocked.has(cellKey(x, y));
    }
    for (let index = 0; index < obstacles.length; index += 1) {
      const cell = obstacles[index] as Cell;
      if (cell.x === x && cell.y === y) return true;
    }
    return false;
  }

  /** Whether no obstacle is on the straight line between two cells; see {@link seesEachOther}. */
  isClearBetween(from: Cell, to: Cell): boolean {
    if (this.isSurelyEmpty(from.x, from.y, to.x, to.y) || this.#isPassedBy(from, to)) return true;
    const first = this.obstacles.length > longList ? 'touching' : glance(this.obstacles, from, to);
    return first === 'free' || (first === 'touching' && seesEachOther((x, y) => this.isBlocked(x, y), from, to));
  }

  /**
   * Whether the line through two cells stays away from the rectangle around all obstacles: the centre of the rectangle is
   * further from the line than any of its corners is from the centre. Everything is doubled, so as to stay whole.
   */
  #isPassedBy({ x, y }: Cell, to: Cell): boolean {
    const width = to.x - x;
    const height = to.y - y;
    const offset = width * (this.#minY + this.#maxY - 2 * y) - height * (this.#minX + this.#maxX - 2 * x);
    return Math.abs(offset) > Math.abs(width) * (this.#maxY - this.#minY + 1) + Math.abs(height) * (this.#maxX - this.#minX + 1);
  }

  /** True when the rectangle with these corners is far from every obstacle; false says nothing. */
  isSurelyEmpty(fromX: number, fromY: number, toX: number, toY: number): boolean {
    return (
      (fromX < this.#minX && toX < this.#minX) ||
      (fromX > this.#maxX && toX > this.#maxX) ||
      (fromY < this.#minY && toY < this.#minY) ||
      (fromY > this.#maxY && toY > this.#maxY)
    );
  }
}

/** One number for a cell; exact as long as cells are within a million of the origin. */
function cellKey(x: number, y: number): number {
  return x * 4_194_304 + y;
}
