import { squaredDistance } from '../grid/distance.ts';
import type { Cell } from '../world/world-snapshot.ts';

/** Entries of a list that are shown, in the list's own order, and how many are not. */
export interface Shown<Each> {
  readonly entries: readonly Each[];
  readonly leftOut: number;
}

/** At most so many entries, those nearest to a cell; of equally near ones the first in the list. */
export function nearest<Each>(list: readonly Each[], place: (each: Each) => Cell, from: Cell, most: number): Shown<Each> {
  if (list.length <= most) return { entries: list, leftOut: 0 };
  const kept: number[] = [];
  const distances: number[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const distance = squaredDistance(place(list[index] as Each), from);
    if (kept.length === most && distance >= (distances[most - 1] as number)) continue;
    let rank = Math.min(kept.length, most - 1);
    for (; rank > 0 && (distances[rank - 1] as number) > distance; rank -= 1) {
      kept[rank] = kept[rank - 1] as number;
      distances[rank] = distances[rank - 1] as number;
    }
    kept[rank] = index;
    distances[rank] = distance;
  }
  const entries = kept.toSorted((a, b) => a - b).map((index) => list[index] as Each);
  return { entries, leftOut: list.length - entries.length };
}
