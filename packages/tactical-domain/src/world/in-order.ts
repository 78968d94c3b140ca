import type { Cell, PointOfInterest } from './world-snapshot.ts';

/*
 * Lists whose order means nothing are read in one fixed order. Games mostly send them in order already, so looking
 * comes first and a copy is made only when it is needed.
 */

/** Enemies or allies by id. */
export function byId<Entity extends { readonly id: number }>(entities: readonly Entity[]): readonly Entity[] {
  return inOrder(entities, compareIds);
}

/** Obstacles by x and then y, each cell once. */
export function distinctCells(cells: readonly Cell[]): readonly Cell[] {
  let index = 1;
  while (index < cells.length && compareCells(cells[index - 1] as Cell, cells[index] as Cell) < 0) index += 1;
  if (index >= cells.length) return cells;
  const sorted = inOrder(cells, compareCells);
  return sorted.filter((cell, at) => at === 0 || compareCells(sorted[at - 1] as Cell, cell) !== 0);
}

/** Points of interest by cell, then kind, then id. */
export function pointsInOrder(points: readonly PointOfInterest[]): readonly PointOfInterest[] {
  return inOrder(points, comparePoints);
}

/** So much of something. */
export interface Amount {
  readonly name: string;
  readonly amount: number;
}

/** What there is some of, as the given way of reading has it, in code-unit order of the names. */
export function amountsInOrder(amounts: Readonly<Record<string, number>>, read = asItStands): readonly Amount[] {
  const list: Amount[] = [];
  for (const name in amounts) {
    const amount = read(amounts[name] as number);
    if (amount > 0) list.push({ name, amount });
  }
  return inOrder(list, compareNames);
}

/** Longer lists are left to the engine's own sort, which is slow to start. */
const shortList = 24;

function inOrder<Each>(list: readonly Each[], compare: (a: Each, b: Each) => number): readonly Each[] {
  let index = 1;
  while (index < list.length && compare(list[index - 1] as Each, list[index] as Each) <= 0) index += 1;
  if (index >= list.length) return list;
  if (list.length > shortList) return list.toSorted(compare);
  const sorted: Each[] = [];
  for (const each of list) {
    let place = sorted.length;
    while (place > 0 && compare(sorted[place - 1] as Each, each) > 0) {
      sorted[place] = sorted[place - 1] as Each;
      place -= 1;
    }
    sorted[place] = each;
  }
  return sorted;
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

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function asItStands(amount: number): number {
  return amount;
}
