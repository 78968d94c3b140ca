import { describe, expect, it } from 'vitest';
import { renderTable } from './render-table.ts';

describe('renderTable', () => {
  it('draws titles and rows, numbers to the right, and fills up short rows, without colours', () => {
    const table = renderTable([{ title: 'name' }, { title: 'time', align: 'right' }], [['a', '1.00 µs'], ['bb']]);
    expect(table.split('\n')).toEqual([
      '┌──────┬─────────┐',
      '│ name │    time │',
      '├──────┼─────────┤',
      '│ a    │ 1.00 µs │',
      '│ bb   │         │',
      '└──────┴─────────┘',
    ]);
  });
});
