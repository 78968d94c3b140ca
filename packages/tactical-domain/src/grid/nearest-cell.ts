import type { Cell } from '../world/world-snapshot.ts';
import { openMarks, searchArea } from './search-area.ts';
import type { Terrain } from './terrain.ts';

/**
 * The nearest cell on foot that is accepted, the start included; `undefined` for none among the nearest `most` cells.
 * Of cells equally near, the first in the order west, east, north, south around the start.
 */
export function nearestCell(terrain: Terrain, from: Cell, most: number, isAccepted: (cell: Cell) => boolean): Cell | undefined {
  const area = searchArea(terrain, [from]);
  if (area === undefined || !terrain.isInside(from.x, from.y)) return undefined;
  const marks = openMarks(area, terrain);
  const queue = [area.numberOf(from.x, from.y)];
  marks[queue[0] as number] = 1;
  for (let index = 0; index < queue.length && index < most; index += 1) {
    const number = queue[index] as number;
    const cell = area.cellAt(number);
    if (isAccepted(cell)) return cell;
    for (const neighbour of [number - 1, number + 1, number - area.width, number + area.width]) {
      if (marks[neighbour] === 0) {
        marks[neighbour] = 1;
        queue.push(neighbour);
      }
    }
  }
  return undefined;
}
