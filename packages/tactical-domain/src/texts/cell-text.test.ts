import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { blankAndCell, cellText } from './cell-text.ts';

describe('cellText and blankAndCell', () => {
  it('are right for every cell, however many there are and whatever came before', () => {
    const coordinate = fc.oneof(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.constant(-0));
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        for (const cell of [{ x, y }, { x: y, y: x }, { x, y }]) {
          assert.equal(cellText(cell), `(${cell.x},${cell.y})`);
          assert.equal(blankAndCell(cell), ` (${cell.x},${cell.y})`);
        }
      }),
      { seed: 63, numRuns: 20_000 },
    );
  });
});
