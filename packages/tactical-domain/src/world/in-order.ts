import type { Cell, PointOfInterest } from './world-snapshot.ts';

/*
 * Lists whose order means nothing are read in one fixed order. Games mostly send them in order already, so looking
 * comes first and a copy is made only when it is needed.
 */

/** Enemies or allies by id. */
export function byId<Entity extends { readonly id: number }>(entities: readonly Entity[]): readonly Entity[] {
  for (let index = 1; index < entities.length; index += 1) {
    if ((entities[index] as Entity).id <= (entities[index - 1] as Entity).id) return entities.toSorted((a, b) => a.id - b.id);
  }
  return entities;
}

/** Obstacles by x and then y, each cell once. */
export function distinctCells(cells: readonly Cell[]): readonly Cell[] {
  for (let index = 1; index < cells.length; index += 1) {
    if (compareCells(cells[index - 1] as Cell, cells[index] as Cell) >= 0) {
      const sorted = cells.toSorted(compareCells);
      return sorted.filter((cell, at) => at === 0 || compareCells(sorted[at - 1] as Cell, cell) !== 0);
    }
  }
  return cells;
}

/** Points of interest by cell, then kind, then id. */
export function pointsInOrder(points: readonly PointOfInterest[]): readonly PointOfInterest[] {
  for (let index = 1; index < points.length; index += 1) {
    if (comparePoints(points[index - 1] as PointOfInterest, points[index] as PointOfInterest) > 0) return points.toSorted(comparePoints);
  }
  return points;
}

/** The names of what there is some of, as the given way of reading has it, in code-unit order. */
export function namesInOrder(amounts: Readonly<Record<string, number>>, read = asItStands): readonly string[] {
  const names: string[] = [];
  let isSorted = true;
  for (const name in amounts) {
    if (!(read(amounts[name] as number) > 0)) continue;
    if (isSorted && names.length > 0 && (names.at(-1) as string) > name) isSorted = false;
    names.push(name);
  }
  return isSorted ? names : names.toSorted();
}

function asItStands(amount: number): number {
  return amount;
}

function compareCells(a: Cell, b: Cell): number {
  return a.x - b.x || a.y - b.y;
}

function comparePoints(a: PointOfInterest, b: PointOfInterest): number {
  return compareCells(a.pos, b.pos) || (a.k < b.k ? -1 : a.k > b.k ? 1 : (a.id ?? 0) - (b.id ?? 0));
}
