import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { cellText } from './cell-text.ts';

describe('cellText', () => {
  it('is right for every cell, however many there are and whatever came before', () => {
    const coordinate = fc.oneof(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.constant(-0));
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        assert.equal(cellText({ x, y }), `(${x},${y})`);
        assert.equal(cellText({ x: y, y: x }), `(${y},${x})`);
        assert.equal(cellText({ x, y }), `(${x},${y})`);
      }),
      { seed: 63, numRuns: 20_000 },
    );
  });
});
