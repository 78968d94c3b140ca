import { describe, expect, it } from 'vitest';
import { renderResults } from './render-results.ts';

describe('renderResults', () => {
  it('draws a table for each group with the columns that say something, what each row is, and the budgets', () => {
    const text = renderResults(
      [
        { group: 'one', name: 'a', measures: 'what a does', nanoseconds: 180, published: '180 ns' },
        { group: 'two', name: 'b', measures: 'what b does', nanoseconds: 2_000, ratio: { typical: 2, low: 1.5, high: 2.5 }, note: 'all found' },
      ],
      [{ what: 'b against a', measured: 20, limit: 8, bound: 'at most', unit: 'x', holds: false }],
    );
    expect(text.split('\n').slice(0, 6)).toEqual([
      '┌─────┬────────┬───────────┐',
      '│ one │   time │ published │',
      '├─────┼────────┼───────────┤',
      '│ a   │ 180 ns │ 180 ns    │',
      '└─────┴────────┴───────────┘',
      '  a: what a does',
    ]);
    expect(text).toContain('│ b   │ 2.00 µs │  2.0x (1.5–2.5) │ all found │');
    expect(text).toContain('ratios within a table are what counts');
    expect(text).toMatch(/BROKEN b against a: 20\.0 x, at most 8 x$/);
  });
});
