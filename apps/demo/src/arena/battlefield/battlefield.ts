import type { Random } from '@planweave/core-types';
import type { Bounds, Cell } from '@planweave/tactical-domain';
import * as rot from 'rot-js';
import { distance } from './distance.ts';

/** Where a fight takes place. Nothing of it moves. */
export interface Battlefield {
  readonly width: number;
  readonly height: number;
  /** The part one can stand in: everything but the frame. */
  readonly bounds: Bounds;
  /** The rocks one can bump into or hide behind; those inside bigger ones are left out, because nobody ever meets them. */
  readonly obstacles: readonly Cell[];
  /** All cells one can stand on, row by row; each can be reached from each. */
  readonly open: readonly Cell[];
  /** Where the captain begins, and where he has to go. */
  readonly start: Cell;
  readonly exit: Cell;
  readonly isOpen: (x: number, y: number) => boolean;
}

/** The size of every battlefield, its frame included, in cells. */
export const width = 56;
export const height = 15;

const rockRatio = 0.46;
const generations = 3;

/** A field with rocks, from a cellular automaton; the same chance gives the same field. */
export function createBattlefield(random: Random): Battlefield {
  const isRock = grow(random.fork('rocks'));
  const isOpen = (x: number, y: number) => isInside(x, y) && isRock[y * width + x] !== 1;
  const inside = Array.from({ length: width * height }, (_, index) => ({ x: index % width, y: Math.floor(index / width) })).filter(({ x, y }) => isInside(x, y));
  const open = inside.filter(({ x, y }) => isOpen(x, y));
  const nearestTo = (place: Cell) => open.reduce((best, cell) => (distance(cell, place) < distance(best, place) ? cell : best));
  const row = () => 2 + Math.floor(places.next() * (height - 4));
  const places = random.fork('places');
  return {
    width,
    height,
    bounds: { minX: 1, minY: 1, maxX: width - 2, maxY: height - 2 },
    obstacles: inside.filter(({ x, y }) => !isOpen(x, y) && isBesideOpen(isOpen, x, y)),
    open,
    start: nearestTo({ x: 4, y: row() }),
    exit: nearestTo({ x: width - 4, y: row() }),
    isOpen,
  };
}

/**
 * rot.js draws from one generator for the whole process. It is ours while the rocks grow and is then put back, so that
 * no run depends on another.
 */
function grow(random: Random): Uint8Array {
  const isRock = new Uint8Array(width * height);
  const before = rot.RNG.getState();
  rot.RNG.setSeed(1 + Math.floor(random.next() * 2 ** 30));
  try {
    const caves = new rot.Map.Cellular(width - 2, height - 2);
    caves.randomize(rockRatio);
    for (let generation = 0; generation < generations; generation += 1) caves.create();
    // the callback is also told what the automaton has outside the way that it digs
    caves.connect((x, y, content) => (isRock[(y + 1) * width + x + 1] = content), 0);
  } finally {
    rot.RNG.setState(before);
  }
  return isRock;
}

function isInside(x: number, y: number): boolean {
  return x > 0 && x < width - 1 && y > 0 && y < height - 1;
}

function isBesideOpen(isOpen: Battlefield['isOpen'], x: number, y: number): boolean {
  return [-1, 0, 1].some((dy) => [-1, 0, 1].some((dx) => isOpen(x + dx, y + dy)));
}
