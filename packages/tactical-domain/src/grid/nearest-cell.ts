import type { Cell } from '../world/world-snapshot.ts';
import { closed, open, searchArea } from './search-area.ts';
import type { Terrain } from './terrain.ts';

/**
 * The nearest cell on foot that is accepted, the start included; `undefined` for none among the nearest `most` cells.
 * Of cells equally near, the one found first in the order west, east, north, south.
 */
export function nearestCell(terrain: Terrain, from: Cell, most: number, isAccepted: (x: number, y: number) => boolean): Cell | undefined {
  const area = terrain.isInside(from.x, from.y) ? searchArea(terrain, from) : undefined;
  if (area === undefined) return undefined;
  const { marks, row } = area;
  const queue = [area.numberOf(from.x, from.y)];
  marks[queue[0] as number] = closed;
  for (let index = 0; index < queue.length && index < most; index += 1) {
    const number = queue[index] as number;
    const x = area.xOf(number);
    const y = area.yOf(number);
    if (isAccepted(x, y)) return { x, y };
    for (const neighbour of [number - 1, number + 1, number - row, number + row]) {
      if (marks[neighbour] !== open) continue;
      marks[neighbour] = closed;
      queue.push(neighbour);
    }
  }
  return undefined;
}
