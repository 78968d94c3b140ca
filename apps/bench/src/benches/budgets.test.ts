import { describe, expect, it } from 'vitest';
import { budgets } from './budgets.ts';
import type { BenchResult } from './run-group.ts';

const result = (name: string, nanoseconds: number, typical: number): BenchResult => ({ group: 'group', name, measures: '', nanoseconds, ratio: { typical, low: typical, high: typical } });

describe('budgets', () => {
  it('are about what was measured only', () => {
    expect(budgets([])).toEqual([]);
    expect(budgets([result('policy stack', 800, 8)])).toMatchObject([{ measured: 8, limit: 8, bound: 'at most', unit: 'x', holds: true }]);
  });

  it('are broken beyond the limit, on the side where it lies', () => {
    const [check] = budgets([result('circuit breaker, still clock', 60, 3), result('policy that does nothing', 40, 2)]);
    expect(check).toMatchObject({ what: 'circuit breaker, one check', measured: 20, limit: 10, unit: 'ns', holds: false });
    const text = budgets([result('JSON.stringify + Map', 15, 60), result('planSync()', 3, 4)]).find(({ bound }) => bound === 'at least');
    expect(text).toMatchObject({ measured: 15, limit: 12, holds: true });
  });
});
