import type { Cell } from '@planweave/tactical-domain';
import * as rot from 'rot-js';
import { isSameCell } from './distance.ts';
import type { Battlefield } from './battlefield.ts';

/** Answers questions about ways and sight on one battlefield. It remembers answers, which never change. */
export interface Surveyor {
  /** The shortest way, from the cell after the first to the last; empty when one is there already or cannot get there. */
  wayBetween(from: Cell, to: Cell): readonly Cell[];
  /** Whether somebody sees a cell who sees so far, in cells; obstacles block the view. */
  sees(from: Cell, to: Cell, radius: number): boolean;
}

/** rot.js's breadth-first search and precise shadow casting. */
export function createSurveyor({ isOpen, width }: Battlefield): Surveyor {
  const searches = new Map<number, InstanceType<typeof rot.Path.Dijkstra>>();
  const views = new Map<string, ReadonlySet<number>>();
  const numberOf = ({ x, y }: Cell) => y * width + x;
  const shadows = new rot.FOV.PreciseShadowcasting(isOpen);

  const searchAllWaysTo = ({ x, y }: Cell) => {
    const search = new rot.Path.Dijkstra(x, y, isOpen, { topology: 4 });
    // a search that stops at a start forgets to go on from there for the next one; from nowhere, it never stops early
    search.compute(-1, -1, () => undefined);
    return search;
  };
  const look = (from: Cell, radius: number): ReadonlySet<number> => {
    const seen = new Set<number>();
    shadows.compute(from.x, from.y, radius, (x, y, _, visibility) => void (visibility > 0 && seen.add(numberOf({ x, y }))));
    return seen;
  };
  return {
    wayBetween(from, to) {
      const search = searches.get(numberOf(to)) ?? searchAllWaysTo(to);
      searches.set(numberOf(to), search);
      const way: Cell[] = [];
      search.compute(from.x, from.y, (x, y) => way.push({ x, y }));
      return way.filter((cell) => !isSameCell(cell, from));
    },
    sees(from, to, radius) {
      const key = `${from.x},${from.y},${radius}`;
      const view = views.get(key) ?? look(from, radius);
      views.set(key, view);
      return view.has(numberOf(to));
    },
  };
}
