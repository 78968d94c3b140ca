import type { Bounds, Cell } from '../world/world-snapshot.ts';
import type { Terrain } from './terrain.ts';

/** Longest side of a searched area, in cells. */
export const longestSide = 512;

/**
 * A rectangle of the terrain whose cells are numbered row by row, with a closed border around it, so that a search that
 * steps from number to number can never leave it.
 */
export interface SearchArea {
  readonly bounds: Bounds;
  /** What to add to a cell's number to get one row further. */
  readonly row: number;
  /** One mark a cell: 0 for open or {@link closed}; a search may put others. */
  readonly marks: Uint8Array;
  /** Room for the numbers of the cells that a search visits one after the other. */
  readonly queue: Int32Array;
  numberOf(x: number, y: number): number;
  xOf(number: number): number;
  yOf(number: number): number;
}

/** Without bounds, at least so many cells in every direction are searched, and at most the others. */
const nearby = 128;
const faraway = longestSide / 2 - 2;

const open = 0;
export const closed = 255;

/**
 * The terrain as an area to search, or `undefined` when a side is longer than {@link longestSide}. Without bounds, it is
 * the land around the start with all obstacles, as far as that is within {@link faraway} cells, and around it a strip one cell
 * wide that stands for everything beyond: who gets there gets everywhere. The queue has room for a search that goes on
 * from `most` cells and no more, because most searches end after a few of many thousand.
 */
export function searchArea(terrain: Terrain, start: Cell, most: number = Infinity): SearchArea | undefined {
  const land = terrain.bounds ?? landAround(start, terrain.obstacles);
  const bounds = terrain.bounds ?? { minX: land.minX - 1, minY: land.minY - 1, maxX: land.maxX + 1, maxY: land.maxY + 1 };
  const { minX, minY, maxX, maxY } = bounds;
  if (maxX - minX >= longestSide || maxY - minY >= longestSide) return undefined;
  const row = maxX - minX + 3;
  const size = row * (maxY - minY + 3);
  const marks = new Uint8Array(size);
  marks.fill(closed, 0, row);
  marks.fill(closed, size - row);
  for (let first = 0; first < size; first += row) {
    marks[first] = closed;
    marks[first + row - 1] = closed;
  }
  const numberOf = (x: number, y: number) => (y - minY + 1) * row + (x - minX + 1);
  for (const { x, y } of terrain.obstacles) if (x >= land.minX && x <= land.maxX && y >= land.minY && y <= land.maxY) marks[numberOf(x, y)] = closed;
  return {
    bounds,
    row,
    marks,
    queue: new Int32Array(Math.min(size, 1 + 4 * most)),
    numberOf,
    xOf: (number) => (number % row) + minX - 1,
    yOf: (number) => Math.floor(number / row) + minY - 1,
  };
}

/**
 * Marks the open neighbours of a cell (west, east, north, south) and puts them at the end of the queue.
 *
 * @returns How many numbers are in the queue then.
 */
export function spread({ marks, queue, row }: SearchArea, number: number, mark: number, length: number): number {
  let end = length;
  for (let side = 0; side < 4; side += 1) {
    const step = side < 2 ? 1 : row;
    const neighbour = side % 2 === 0 ? number - step : number + step;
    if (marks[neighbour] !== open) continue;
    marks[neighbour] = mark;
    queue[end] = neighbour;
    end += 1;
  }
  return end;
}

function landAround(start: Cell, obstacles: readonly Cell[]): Bounds {
  let [minX, minY, maxX, maxY] = [start.x - nearby, start.y - nearby, start.x + nearby, start.y + nearby];
  for (const { x, y } of obstacles) {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  return {
    minX: Math.max(minX, start.x - faraway),
    minY: Math.max(minY, start.y - faraway),
    maxX: Math.min(maxX, start.x + faraway),
    maxY: Math.min(maxY, start.y + faraway),
  };
}
