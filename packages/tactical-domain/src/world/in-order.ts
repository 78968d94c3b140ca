import type { Cell, PointOfInterest } from './world-snapshot.ts';

/*
 * Lists whose order means nothing are read in one fixed order. Games mostly send them in order already, so looking
 * comes first and a copy is made only when it is needed.
 */

/** Enemies or allies by id. */
export function byId<Entity extends { readonly id: number }>(entities: readonly Entity[]): readonly Entity[] {
  let last = -Infinity;
  for (let index = 0; index < entities.length; index += 1) {
    const { id } = entities[index] as Entity;
    if (id < last) return sorted(entities, compareIds);
    last = id;
  }
  return entities;
}

/** Obstacles by x and then y, each cell once. */
export function distinctCells(cells: readonly Cell[]): readonly Cell[] {
  for (let index = 1; index < cells.length; index += 1) {
    if (compareCells(cells[index - 1] as Cell, cells[index] as Cell) >= 0) {
      const all = sorted(cells, compareCells);
      return all.filter((cell, at) => at === 0 || compareCells(all[at - 1] as Cell, cell) !== 0);
    }
  }
  return cells;
}

/** Points of interest by cell, then kind, then id. */
export function pointsInOrder(points: readonly PointOfInterest[]): readonly PointOfInterest[] {
  for (let index = 1; index < points.length; index += 1) {
    if (comparePoints(points[index - 1] as PointOfInterest, points[index] as PointOfInterest) > 0) return sorted(points, comparePoints);
  }
  return points;
}

/** So much of something. */
export interface Amount {
  readonly name: string;
  readonly amount: number;
}

/** What there is some of, as the given way of reading has it, in code-unit order of the names. */
export function amountsInOrder(amounts: Readonly<Record<string, number>>, read = asItStands): readonly Amount[] {
  const list: Amount[] = [];
  let isSorted = true;
  for (const name in amounts) {
    const amount = read(amounts[name] as number);
    if (!(amount > 0)) continue;
    isSorted &&= list.length === 0 || (list[list.length - 1] as Amount).name < name;
    list.push({ name, amount });
  }
  return isSorted ? list : sorted(list, compareNames);
}

/** Longer lists are left to the engine's own sort, which is slow to start. */
const shortList = 24;

/** A list in order; a short one by insertion. */
export function sorted<Each>(list: readonly Each[], compare: (a: Each, b: Each) => number): readonly Each[] {
  if (list.length > shortList) return list.toSorted(compare);
  const result: Each[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const each = list[index] as Each;
    let place = index;
    while (place > 0 && compare(result[place - 1] as Each, each) > 0) {
      result[place] = result[place - 1] as Each;
      place -= 1;
    }
    result[place] = each;
  }
  return result;
}

function compareIds(a: { readonly id: number }, b: { readonly id: number }): number {
  return a.id - b.id;
}

function compareCells(a: Cell, b: Cell): number {
  return a.x - b.x || a.y - b.y;
}

function comparePoints(a: PointOfInterest, b: PointOfInterest): number {
  return compareCells(a.pos, b.pos) || compareTexts(a.k, b.k) || (a.id ?? 0) - (b.id ?? 0);
}

function compareNames(a: Amount, b: Amount): number {
  return compareTexts(a.name, b.name);
}

/** By code units. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function asItStands(amount: number): number {
  return amount;
}
