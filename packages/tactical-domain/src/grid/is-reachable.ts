import type { Cell } from '../world/world-snapshot.ts';
import { openMarks, searchArea } from './search-area.ts';
import type { Terrain } from './terrain.ts';

/**
 * Whether one can walk from a cell to another, in steps to the four neighbours, within the bounds and around obstacles.
 * The first cell itself may be blocked (somebody who stands there can leave); the last may not.
 *
 * The two straight ways around the corner are tried first, because they are free in most worlds. After that, two
 * breadth-first searches grow from both ends, always the smaller first, so that a walled-in cell is noticed quickly.
 */
export function isReachable(terrain: Terrain, from: Cell, to: Cell): boolean {
  if (!terrain.isInside(to.x, to.y) || !terrain.isInside(from.x, from.y)) return false;
  if (from.x === to.x && from.y === to.y) return true;
  if (terrain.isBlocked(to.x, to.y)) return false;
  return hasStraightWay(terrain, from, to) || searchesMeet(terrain, from, to);
}

function hasStraightWay(terrain: Terrain, from: Cell, to: Cell): boolean {
  return (
    (isClear(terrain, from, from.x, from.y, to.x, from.y) && isClear(terrain, from, to.x, from.y, to.x, to.y)) ||
    (isClear(terrain, from, from.x, from.y, from.x, to.y) && isClear(terrain, from, from.x, to.y, to.x, to.y))
  );
}

/** A row or column of cells without an obstacle; the start does not count. */
function isClear(terrain: Terrain, start: Cell, fromX: number, fromY: number, toX: number, toY: number): boolean {
  if (terrain.isSurelyEmpty(fromX, fromY, toX, toY)) return true;
  const stepX = Math.sign(toX - fromX);
  const stepY = Math.sign(toY - fromY);
  let x = fromX;
  let y = fromY;
  for (let left = Math.abs(toX - fromX) + Math.abs(toY - fromY); left >= 0; left -= 1) {
    if ((x !== start.x || y !== start.y) && terrain.isBlocked(x, y)) return false;
    x += stepX;
    y += stepY;
  }
  return true;
}

function searchesMeet(terrain: Terrain, from: Cell, to: Cell): boolean {
  const area = searchArea(terrain, [from, to]);
  if (area === undefined) return false;
  const marks = openMarks(area, terrain);
  const searches = [
    { mark: 1, edge: [area.numberOf(from.x, from.y)] },
    { mark: 2, edge: [area.numberOf(to.x, to.y)] },
  ];
  for (const { mark, edge } of searches) marks[edge[0] as number] = mark;
  while (true) {
    const search = (searches[0]!.edge.length <= searches[1]!.edge.length ? searches[0] : searches[1])!;
    if (search.edge.length === 0) return false;
    const next: number[] = [];
    for (const cell of search.edge) {
      for (const neighbour of [cell - 1, cell + 1, cell - area.width, cell + area.width]) {
        const mark = marks[neighbour] as number;
        if (mark === 0) {
          marks[neighbour] = search.mark;
          next.push(neighbour);
        } else if (mark === 3 - search.mark) {
          return true;
        }
      }
    }
    search.edge = next;
  }
}
