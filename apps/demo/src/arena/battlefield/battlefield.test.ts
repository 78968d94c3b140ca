import { seededRandom } from '@planweave/core-types';
import * as rot from 'rot-js';
import { describe, expect, it } from 'vitest';
import { createBattlefield, height, width } from './battlefield.ts';
import { createSurveyor } from './surveyor.ts';

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

describe('createBattlefield', () => {
  it.each(seeds)('connects every open cell with the exit, on seed %i', (seed) => {
    const field = createBattlefield(seededRandom(seed));
    const surveyor = createSurveyor(field);
    expect(field.open.length).toBeGreaterThan(200);
    expect(field.obstacles.length).toBeGreaterThan(10);
    for (const cell of field.open) {
      const way = surveyor.wayBetween(cell, field.exit);
      expect(way.at(-1) ?? cell).toEqual(field.exit);
    }
  });

  it('gives the same field for the same seed, whatever rot.js drew in between, and leaves its chance as it was', () => {
    const first = createBattlefield(seededRandom(3));
    const before = rot.RNG.getState();
    const again = createBattlefield(seededRandom(3));
    expect(rot.RNG.getState()).toEqual(before);
    rot.RNG.getUniform();
    expect([again.obstacles, again.start, again.exit]).toEqual([first.obstacles, first.start, first.exit]);
    expect(createBattlefield(seededRandom(4)).obstacles).not.toEqual(first.obstacles);
  });

  it('keeps its frame closed', () => {
    const { isOpen } = createBattlefield(seededRandom(1));
    const frame = [...Array.from({ length: width }, (_, x) => [isOpen(x, 0), isOpen(x, height - 1)]), ...Array.from({ length: height }, (_, y) => [isOpen(0, y), isOpen(width - 1, y)])];
    expect(frame.flat()).not.toContain(true);
    expect(isOpen(-5, 3)).toBe(false);
  });
});

describe('createSurveyor', () => {
  const field = createBattlefield(seededRandom(2));
  const surveyor = createSurveyor(field);

  it('gives ways of single steps over open cells, and the shortest', () => {
    for (const from of field.open.filter((_, index) => index % 17 === 0)) {
      const way = surveyor.wayBetween(from, field.exit);
      [from, ...way].slice(1).forEach((cell, index) => {
        const before = [from, ...way][index] ?? from;
        expect(Math.abs(cell.x - before.x) + Math.abs(cell.y - before.y)).toBe(1);
        expect(field.isOpen(cell.x, cell.y)).toBe(true);
      });
      expect(surveyor.wayBetween(way[0] ?? from, field.exit)).toHaveLength(Math.max(0, way.length - 1));
    }
  });

  it('sees itself, and nothing beyond its radius', () => {
    expect(surveyor.sees(field.start, field.start, 1)).toBe(true);
    expect(surveyor.sees(field.start, field.exit, 10)).toBe(false);
  });
});
