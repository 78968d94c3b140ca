import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCell } from '../../test/any-world.ts';
import type { Cell } from '../world/world-snapshot.ts';
import { glance, seesEachOther } from './line-of-sight.ts';
import { Terrain } from './terrain.ts';

const opaque = (cells: readonly Cell[]) => (x: number, y: number) => cells.some((cell) => cell.x === x && cell.y === y);

/**
 * The definition, word for word, for one wall cell: the segment between the centres enters the inside of the square.
 * Liang–Barsky clipping with coordinates doubled, so that centres and edges are whole numbers and nothing is rounded.
 */
function entersInside(from: Cell, to: Cell, wall: Cell): boolean {
  let enter: readonly [number, number] = [0, 1];
  let leave: readonly [number, number] = [1, 1];
  const isBefore = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]) => a * d < c * b;
  for (const axis of ['x', 'y'] as const) {
    const start = 2 * from[axis];
    const length = 2 * (to[axis] - from[axis]);
    const low = 2 * wall[axis] - 1 - start;
    const high = 2 * wall[axis] + 1 - start;
    if (length === 0) {
      if (low >= 0 || high <= 0) return false;
      continue;
    }
    const [near, far] = length > 0 ? [low, high] : [-high, -low];
    const first = [near, Math.abs(length)] as const;
    const last = [far, Math.abs(length)] as const;
    if (isBefore(enter, first)) enter = first;
    if (isBefore(last, leave)) leave = last;
  }
  return isBefore(enter, leave);
}

describe('seesEachOther', () => {
  it('is the same in both directions', () => {
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 40 }), anyCell, anyCell, (walls, a, b) => {
        assert.equal(seesEachOther(opaque(walls), a, b), seesEachOther(opaque(walls), b, a));
      }),
      { seed: 21, numRuns: 20_000 },
    );
  });

  it('is blocked by a single wall exactly when the straight line enters it', () => {
    fc.assert(
      fc.property(anyCell, anyCell, anyCell, (a, b, wall) => {
        const isEnd = [a, b].some((end) => end.x === wall.x && end.y === wall.y);
        assert.equal(seesEachOther(opaque([wall]), a, b), isEnd || !entersInside(a, b, wall));
      }),
      { seed: 22, numRuns: 20_000 },
    );
  });

  it('passes the corner of one wall, but not between two that touch at a corner', () => {
    const [a, b] = [{ x: 0, y: 0 }, { x: 2, y: 2 }];
    expect(seesEachOther(opaque([{ x: 1, y: 0 }]), a, b)).toBe(true);
    expect(seesEachOther(opaque([{ x: 1, y: 0 }, { x: 0, y: 1 }]), a, b)).toBe(false);
    expect(seesEachOther(opaque([{ x: 1, y: 0 }, { x: 1, y: 2 }]), a, b)).toBe(true);
  });

  it('does not count the two cells themselves', () => {
    const ends = [{ x: 0, y: 0 }, { x: 3, y: 1 }] as const;
    expect(seesEachOther(opaque(ends), ...ends)).toBe(true);
    expect(seesEachOther(opaque(ends), ends[0], ends[0])).toBe(true);
  });
});

describe('glance', () => {
  it('says what walking along the line says, whenever it is sure', () => {
    const seen = { blocked: 0, free: 0, touching: 0 };
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 8 }), anyCell, anyCell, (walls, a, b) => {
        const first = glance(walls, a, b);
        seen[first] += 1;
        assert.equal(glance(walls, b, a), first);
        if (first !== 'touching') assert.equal(first === 'free', seesEachOther(opaque(walls), a, b));
      }),
      { seed: 23, numRuns: 20_000 },
    );
    expect(Math.min(seen.blocked, seen.free)).toBeGreaterThan(400);
    expect(seen.touching).toBeGreaterThan(20);
  });
});

describe('Terrain.isClearBetween', () => {
  it('is the line of sight over few obstacles and over many', () => {
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 60, size: 'max' }), anyCell, anyCell, (walls, a, b) => {
        assert.equal(new Terrain(walls, undefined).isClearBetween(a, b), seesEachOther(opaque(walls), a, b));
      }),
      { seed: 24, numRuns: 20_000 },
    );
  });
});
