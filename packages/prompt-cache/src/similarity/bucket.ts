import { numberDistance, type NumberRule, type Outline } from './outline.ts';

/** What can be found by its numbers. */
export interface Member {
  readonly likeness: { readonly outline: { readonly numbers: readonly number[] } } | undefined;
}

/** What an item is laid out by; without rules when nobody knows them yet. */
export type OutlineParts = Pick<Outline, 'facts' | 'numbers' | 'texts'> & { readonly rules?: readonly NumberRule[] };

/** Something found, and how far it is, as a share of what is tolerated. */
export interface Candidate<Item> {
  readonly item: Item;
  readonly distance: number;
}

/** Up to here a bucket is a list, and simply looked through. */
const longestList = 32;
/** A bucket is laid out again when it has grown by this factor, so that each item is moved a few times at most. */
const growth = 2;
/** How many numbers make up a cell's place, at most: each doubles the cells that must be looked at. */
const mostDimensions = 4;
const sampleSize = 256;
/** A cell as wide as the whole tolerance has its neighbour within it, or, where numbers are rounded, the next one too. */
const mostNeighbours = 2;
/** The most items compared in one search; a world with more than that around it is found near its first ones, or not at all. */
const mostCompared = 1_024;

/** What stands close together. */
interface Cell<Item> {
  readonly items: Item[];
  /** The numbers along the bucket's dimensions of each item, one after another. */
  readonly coordinates: number[];
}

/** One side of a cell: which number, and how wide. */
interface Dimension {
  readonly place: number;
  readonly width: number;
}

/**
 * Items of one form, found by numbers within a tolerance of each. A large bucket is cut into cells along the numbers that
 * tell its items apart best; as a cell is as wide as the whole tolerance, each number asks for two neighbours at most, and
 * nothing within the tolerance is missed.
 */
export class Bucket<Item extends Member> {
  /** Known from the first live world on; entries from a store come without. */
  #rules: readonly NumberRule[] | undefined;
  #cells = new Map<number, Cell<Item>>();
  #dimensions: readonly Dimension[] = [];
  #size = 0;
  #laidOutAt = longestList;

  get size(): number {
    return this.#size;
  }

  add(item: Item, { numbers, rules }: OutlineParts): void {
    this.#put(item, numbers);
    this.#size += 1;
    this.#rules ??= rules;
    this.#layOutIfGrown();
  }

  delete(item: Item, numbers: readonly number[]): void {
    const key = this.#cellOf(numbers);
    const cell = this.#cells.get(key);
    const index = cell?.items.indexOf(item) ?? -1;
    if (cell === undefined || index < 0) return;
    const { items, coordinates } = cell;
    const count = this.#dimensions.length;
    // the last one takes its place
    items[index] = items[items.length - 1] as Item;
    items.pop();
    coordinates.copyWithin(index * count, coordinates.length - count);
    coordinates.length -= count;
    if (items.length === 0) this.#cells.delete(key);
    this.#size -= 1;
  }

  /** Adds the items within tolerance to `found`, which is kept in order of distance and at most `most` long. */
  search({ numbers, rules }: Outline, textDistance: number, most: number, found: Candidate<Item>[]): void {
    this.#rules ??= rules;
    this.#layOutIfGrown();
    const wanted = this.#dimensions.map(({ place }) => numbers[place] as number);
    const tolerances = this.#dimensions.map(({ place }) => (rules[place] as NumberRule).tolerance);
    let left = mostCompared;
    const furthestWanted = (): number => (found.length < most ? 1 : (found[most - 1] as Candidate<Item>).distance);
    const isEnough = (key: number): boolean => {
      const cell = this.#cells.get(key);
      if (cell === undefined) return false;
      const { items, coordinates } = cell;
      for (let index = 0; index < items.length && left > 0; index += 1) {
        const furthest = furthestWanted();
        const atLeast = coordinateDistance(coordinates, index * wanted.length, wanted, tolerances);
        if (!(atLeast <= furthest) || (atLeast === furthest && found.length === most)) continue;
        left -= 1;
        const item = items[index] as Item;
        const distance = distanceOf(item.likeness?.outline.numbers, numbers, rules, Math.max(textDistance, atLeast), furthest);
        if (distance <= furthest) insert(found, { item, distance }, most);
      }
      // nothing is closer than the texts are
      return left === 0 || (found.length === most && furthestWanted() <= textDistance);
    };
    this.#someCell(numbers, rules, 0, 0, isEnough);
  }

  /** Visits the cells that may hold something within tolerance until one is enough, the one that the numbers lie in first. */
  #someCell(numbers: readonly number[], rules: readonly NumberRule[], depth: number, key: number, isEnough: (key: number) => boolean): boolean {
    const dimension = this.#dimensions[depth];
    if (dimension === undefined) return isEnough(key);
    const { place, width } = dimension;
    const value = numbers[place] as number;
    const { tolerance } = rules[place] as NumberRule;
    const home = Math.floor(value / width);
    if (this.#someCell(numbers, rules, depth + 1, mixed(key, home), isEnough)) return true;
    const first = Math.floor((value - tolerance) / width);
    const neighbours = Math.min(Math.floor((value + tolerance) / width) - first, mostNeighbours);
    // counted, because a huge number plus 1 is the same number, and Infinity is never passed
    for (let step = 0; step <= neighbours; step += 1) {
      if (first + step !== home && this.#someCell(numbers, rules, depth + 1, mixed(key, first + step), isEnough)) return true;
    }
    return false;
  }

  #cellOf(numbers: readonly number[]): number {
    let key = 0;
    for (const { place, width } of this.#dimensions) key = mixed(key, Math.floor((numbers[place] as number) / width));
    return key;
  }

  #put(item: Item, numbers: readonly number[]): void {
    const key = this.#cellOf(numbers);
    let cell = this.#cells.get(key);
    if (cell === undefined) this.#cells.set(key, (cell = { items: [], coordinates: [] }));
    cell.items.push(item);
    for (const { place } of this.#dimensions) cell.coordinates.push(numbers[place] as number);
  }

  #layOutIfGrown(): void {
    if (this.#size <= this.#laidOutAt || this.#rules === undefined) return;
    this.#laidOutAt = this.#size * growth;
    const items = [...this.#cells.values()].flatMap((cell) => cell.items);
    this.#dimensions = bestDimensions(items, this.#rules);
    this.#cells = new Map();
    for (const item of items) this.#put(item, item.likeness?.outline.numbers ?? []);
  }
}

/** The numbers that spread the items most, as many as are needed for small cells. */
function bestDimensions(items: readonly Member[], rules: readonly NumberRule[]): readonly Dimension[] {
  const stride = Math.max(1, Math.floor(items.length / sampleSize));
  const sample = items.filter((_, index) => Math.imul(index, 0x9e_37_79_b1) >>> 0 < 2 ** 32 / stride);
  const spread = rules
    .flatMap(({ tolerance, edges }, place) => (edges === undefined ? [{ place, width: 2 * tolerance }] : []))
    .map((dimension) => ({ dimension, cells: new Set(sample.map(({ likeness }) => Math.floor((likeness?.outline.numbers[dimension.place] ?? 0) / dimension.width))).size }))
    .filter(({ cells }) => cells > 1)
    .toSorted((a, b) => b.cells - a.cells);
  const chosen: Dimension[] = [];
  let cells = 1;
  for (const each of spread) {
    if (chosen.length === mostDimensions || cells > items.length) break;
    chosen.push(each.dimension);
    cells *= each.cells;
  }
  return chosen;
}

/** Two places may give one key: what is found there is compared anyway. */
function mixed(key: number, at: number): number {
  return (Math.imul(key ^ (at | 0), 0x9e_37_79_b1) ^ (key >>> 15)) | 0;
}

/**
 * How far an item is at least, from the numbers that lie side by side in its cell. Most items are passed over by it, and
 * looking at an item itself costs more.
 */
function coordinateDistance(coordinates: readonly number[], start: number, wanted: readonly number[], tolerances: readonly number[]): number {
  let distance = 0;
  for (let at = 0; at < wanted.length; at += 1) {
    const apart = Math.abs((coordinates[start + at] as number) - (wanted[at] as number)) / (tolerances[at] as number);
    // written so that NaN is too far as well
    if (!(apart <= 1)) return Infinity;
    if (apart > distance) distance = apart;
  }
  return distance;
}

function distanceOf(stored: readonly number[] | undefined, numbers: readonly number[], rules: readonly NumberRule[], atLeast: number, furthest: number): number {
  if (stored === undefined || stored.length !== numbers.length) return Infinity;
  let distance = atLeast;
  for (let place = 0; place < numbers.length; place += 1) {
    const apart = numberDistance(stored[place] as number, numbers[place] as number, rules[place] as NumberRule);
    // written so that NaN is too far as well
    if (!(apart <= furthest)) return Infinity;
    if (apart > distance) distance = apart;
  }
  return distance;
}

function insert<Item>(found: Candidate<Item>[], candidate: Candidate<Item>, most: number): void {
  if (found.length === most && (found[most - 1] as Candidate<Item>).distance <= candidate.distance) return;
  let place = found.length;
  while (place > 0 && (found[place - 1] as Candidate<Item>).distance > candidate.distance) place -= 1;
  found.splice(place, 0, candidate);
  if (found.length > most) found.pop();
}
