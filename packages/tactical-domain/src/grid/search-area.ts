import type { Bounds, Cell } from '../world/world-snapshot.ts';
import type { Terrain } from './terrain.ts';

/** Largest area that is searched, in cells. */
const largestArea = 512 * 512;

/** A rectangle whose cells are numbered row by row, with a border that nothing passes. */
export interface SearchArea {
  readonly width: number;
  readonly size: number;
  numberOf(x: number, y: number): number;
  cellAt(number: number): Cell;
}

/**
 * The part of the terrain that a search must look at, or `undefined` when that is too large. Without bounds, it reaches
 * one cell beyond everything of interest, which is enough to walk around it.
 */
export function searchArea(terrain: Terrain, cells: readonly Cell[]): SearchArea | undefined {
  const { minX, minY, maxX, maxY } = terrain.bounds ?? frame([...cells, ...terrain.obstacles]);
  const width = maxX - minX + 3;
  const size = width * (maxY - minY + 3);
  if (size > largestArea + 4 * 512 + 4) return undefined;
  return {
    width,
    size,
    numberOf: (x, y) => (y - minY + 1) * width + (x - minX + 1),
    cellAt: (number) => ({ x: (number % width) + minX - 1, y: Math.floor(number / width) + minY - 1 }),
  };
}

/** Marks for a search: 0 free, 255 closed (obstacles and the border). */
export function openMarks(area: SearchArea, terrain: Terrain): Uint8Array {
  const marks = new Uint8Array(area.size);
  marks.fill(255, 0, area.width);
  marks.fill(255, area.size - area.width);
  for (let row = 0; row < area.size; row += area.width) {
    marks[row] = 255;
    marks[row + area.width - 1] = 255;
  }
  for (const { x, y } of terrain.obstacles) if (terrain.isInside(x, y)) marks[area.numberOf(x, y)] = 255;
  return marks;
}

function frame(cells: readonly Cell[]): Bounds {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (const { x, y } of cells) {
    minX = Math.min(minX, x - 1);
    minY = Math.min(minY, y - 1);
    maxX = Math.max(maxX, x + 1);
    maxY = Math.max(maxY, y + 1);
  }
  return { minX, minY, maxX, maxY };
}
