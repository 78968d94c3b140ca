import type { Cell } from '../world/world-snapshot.ts';
import { searchArea, spread, type SearchArea } from './search-area.ts';
import type { Terrain } from './terrain.ts';

const found = 1;

/**
 * All cells that can be reached on foot from a start, in steps to the four neighbours. The breadth-first search goes
 * only as far as the questions need and continues where it stopped, so that all questions together cost at most one
 * walk over the area, however many there are.
 *
 * The start may be blocked: somebody who stands there can leave.
 */
export class Region {
  readonly #area: SearchArea | undefined;
  readonly #isBounded: boolean;
  /** How many cells of the queue have been gone on from, and how many are in it. */
  #next = 0;
  #length = 0;

  constructor(terrain: Terrain, start: Cell) {
    this.#area = searchArea(terrain, start);
    this.#isBounded = terrain.bounds !== undefined;
    if (this.#area === undefined || !terrain.isInside(start.x, start.y)) return;
    const first = this.#area.numberOf(start.x, start.y);
    this.#area.marks[first] = found;
    this.#area.queue[0] = first;
    this.#length = 1;
  }

  /** Whether a cell belongs to it. In a world whose sides are too long to be searched, nothing does. */
  has(x: number, y: number): boolean {
    const area = this.#area;
    if (area === undefined) return false;
    const { minX, minY, maxX, maxY } = area.bounds;
    const isOutside = x < minX || x > maxX || y < minY || y > maxY;
    if (isOutside && this.#isBounded) return false;
    // Without bounds, the edge stands for all that lies beyond it.
    const wanted = area.numberOf(Math.min(maxX, Math.max(minX, x)), Math.min(maxY, Math.max(minY, y)));
    while (area.marks[wanted] !== found && this.#next < this.#length) {
      this.#length = spread(area, area.queue[this.#next] as number, found, this.#length);
      this.#next += 1;
    }
    return area.marks[wanted] === found;
  }
}
