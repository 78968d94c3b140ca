import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { anyCell } from '../../test/any-world.ts';
import { type Bounds, type Cell, defaultBounds } from '../world/world-snapshot.ts';
import { nearestCell } from './nearest-cell.ts';
import { Region } from './region.ts';
import { hasStraightWay } from './straight-way.ts';
import { Terrain } from './terrain.ts';

const smallBounds: Bounds = { minX: -9, minY: -9, maxX: 9, maxY: 9 };
const key = ({ x, y }: Cell) => `${x},${y}`;

/** Steps from a cell to every cell that can be reached, by the plainest flood there is. */
function flood(obstacles: readonly Cell[], start: Cell, bounds: Bounds): Map<string, number> {
  const walls = new Set(obstacles.map(key));
  const steps = new Map([[key(start), 0]]);
  const queue = [start];
  for (const { x, y } of queue) {
    for (const next of [{ x: x - 1, y }, { x: x + 1, y }, { x, y: y - 1 }, { x, y: y + 1 }]) {
      const isInside = next.x >= bounds.minX && next.x <= bounds.maxX && next.y >= bounds.minY && next.y <= bounds.maxY;
      if (!isInside || walls.has(key(next)) || steps.has(key(next))) continue;
      steps.set(key(next), (steps.get(key({ x, y })) as number) + 1);
      queue.push(next);
    }
  }
  return steps;
}

const anyWalls = fc.array(anyCell, { maxLength: 150 });

describe('Region', () => {
  it('holds exactly the cells that a flood reaches, in whatever order it is asked', () => {
    fc.assert(
      fc.property(anyWalls, anyCell, fc.array(anyCell, { minLength: 1, maxLength: 20 }), (walls, start, questions) => {
        const region = new Region(new Terrain(walls, smallBounds), start);
        const reached = flood(walls, start, smallBounds);
        for (const cell of questions) assert.equal(region.has(cell.x, cell.y), reached.has(key(cell)));
      }),
      { seed: 31, numRuns: 2000 },
    );
  });

  it('goes around everything in a world without bounds, however far', () => {
    fc.assert(
      fc.property(anyWalls, anyCell, anyCell, (walls, start, cell) => {
        const region = new Region(new Terrain(walls, undefined), start);
        assert.equal(region.has(cell.x, cell.y), flood(walls, start, { minX: -11, minY: -11, maxX: 11, maxY: 11 }).has(key(cell)));
        assert.equal(region.has(100_000, -7), region.has(50, 50));
      }),
      { seed: 32, numRuns: 500 },
    );
  });

  it('looks around the start, however far the next wall is', () => {
    const corner = [{ x: 600, y: 0 }, { x: 1, y: 0 }, { x: 0, y: 1 }, { x: 1, y: 5 }, { x: 5, y: 1 }];
    const region = new Region(new Terrain(corner, undefined), { x: 0, y: 0 });
    expect([region.has(3, 3), region.has(601, 0), region.has(1, 0)]).toEqual([true, true, false]);
  });

  it('is empty when its sides are too long to be searched', () => {
    const wide = { minX: 0, minY: 0, maxX: 511, maxY: 0 };
    expect(new Region(new Terrain([], wide), { x: 0, y: 0 }).has(511, 0)).toBe(true);
    expect(new Region(new Terrain([], { ...wide, maxX: 512 }), { x: 0, y: 0 }).has(1, 0)).toBe(false);
  });
});

describe('hasStraightWay', () => {
  it('says yes only where a flood arrives', () => {
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 60 }), anyCell, anyCell, (walls, from, to) => {
        const terrain = new Terrain(walls, smallBounds);
        const isFree = !terrain.isBlocked(to.x, to.y) || key(from) === key(to);
        assert.ok(!(isFree && hasStraightWay(terrain, from, to)) || flood(walls, from, smallBounds).has(key(to)));
      }),
      { seed: 33, numRuns: 2000 },
    );
  });

  it('looks at the obstacles when they are fewer than the cells on the way', () => {
    const isBlocked = vi.spyOn(Terrain.prototype, 'isBlocked');
    const terrain = new Terrain([{ x: 5, y: 1 }, { x: 5, y: -1 }], undefined);
    const far = 1_000_000;
    expect(hasStraightWay(terrain, { x: 0, y: 0 }, { x: far, y: 0 })).toBe(true);
    expect(hasStraightWay(terrain, { x: 0, y: 1 }, { x: far, y: 1 })).toBe(false);
    expect(hasStraightWay(terrain, { x: 5, y: 1 }, { x: -far, y: 1 })).toBe(true);
    expect(isBlocked.mock.calls.length).toBeLessThan(10);
    isBlocked.mockRestore();
  });

  it('finds a way with one corner on either side', () => {
    const from = { x: 0, y: 0 };
    const to = { x: 3, y: 3 };
    expect(hasStraightWay(new Terrain([{ x: 3, y: 0 }], defaultBounds), from, to)).toBe(true);
    expect(hasStraightWay(new Terrain([{ x: 0, y: 3 }], defaultBounds), from, to)).toBe(true);
    expect(hasStraightWay(new Terrain([{ x: 3, y: 0 }, { x: 0, y: 3 }], defaultBounds), from, to)).toBe(false);
  });
});

describe('nearestCell', () => {
  it('gives an accepted cell with the fewest steps', () => {
    fc.assert(
      fc.property(anyWalls, anyCell, fc.integer({ min: 1, max: 12 }), (walls, start, modulus) => {
        const isAccepted = (x: number, y: number) => (x * 7 + y * 3) % modulus === modulus - 1;
        const found = nearestCell(new Terrain(walls, smallBounds), start, Infinity, isAccepted);
        const reached = flood(walls, start, smallBounds);
        const fewest = Math.min(...[...reached].filter(([cell]) => isAccepted(...(cell.split(',').map(Number) as [number, number]))).map(([, steps]) => steps));
        assert.equal(found === undefined ? Infinity : reached.get(key(found)), fewest);
      }),
      { seed: 34, numRuns: 1000 },
    );
  });

  it('stops after so many cells', () => {
    const terrain = new Terrain([], defaultBounds);
    expect(nearestCell(terrain, { x: 0, y: 0 }, 5, (x) => x === 2)).toBeUndefined();
    expect(nearestCell(terrain, { x: 0, y: 0 }, 13, (x) => x === 2)).toEqual({ x: 2, y: 0 });
  });
});
