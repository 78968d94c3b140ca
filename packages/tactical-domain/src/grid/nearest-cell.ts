import type { Cell } from '../world/world-snapshot.ts';
import { closed, searchArea, spread } from './search-area.ts';
import type { Terrain } from './terrain.ts';

/**
 * The nearest cell on foot that is accepted, the start included; `undefined` for none among the nearest `most` cells.
 * Of cells equally near, the one found first in the order west, east, north, south.
 */
export function nearestCell(terrain: Terrain, from: Cell, most: number, isAccepted: (x: number, y: number) => boolean): Cell | undefined {
  const area = terrain.isInside(from.x, from.y) ? searchArea(terrain, from, most) : undefined;
  if (area === undefined) return undefined;
  const { marks, queue } = area;
  const first = area.numberOf(from.x, from.y);
  marks[first] = closed;
  queue[0] = first;
  let length = 1;
  for (let index = 0; index < length && index < most; index += 1) {
    const number = queue[index] as number;
    const x = area.xOf(number);
    const y = area.yOf(number);
    // The edge of land without bounds may be blocked, and so may the start, where somebody stands.
    if (isAccepted(x, y) && (index === 0 || !terrain.isBlocked(x, y))) return { x, y };
    length = spread(area, number, closed, length);
  }
  return undefined;
}
