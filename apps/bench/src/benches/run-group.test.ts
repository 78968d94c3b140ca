import { describe, expect, it } from 'vitest';
import type { Bench } from './bench.ts';
import { runGroup } from './run-group.ts';

const once = { rounds: 2, batchMs: 0 };
const bench = (name: string, rest: Partial<Bench> = {}): Bench => ({ name, measures: `what ${name} does`, open: () => ({ run: (turn) => turn, isDone: Number.isInteger }), ...rest });

function miscount(): never {
  throw new Error('3 of 4 were counted');
}

describe('runGroup', () => {
  it('compares with the base, passes on what was published, and adds what there is to say', async () => {
    const told = bench('told', { published: '180 ns', open: () => ({ run: (turn) => turn, isDone: Number.isInteger, conclude: () => '95 % hits' }) });
    const [base, other] = await runGroup({ name: 'group', base: 'base', benches: [bench('base'), told] }, once);
    expect(base).toMatchObject({ group: 'group', name: 'base', measures: 'what base does', ratio: { typical: 1, low: 1, high: 1 } });
    expect(base).not.toHaveProperty('note');
    expect(other).toMatchObject({ published: '180 ns', note: '95 % hits' });
  });

  it('has no ratios without a base, as when it was filtered out', async () => {
    const [result] = await runGroup({ name: 'group', base: 'gone', benches: [bench('left')] }, once);
    expect(result).not.toHaveProperty('ratio');
  });

  it('says which bench did not add up', async () => {
    const wrong = bench('wrong', { open: () => ({ run: (turn) => turn, isDone: Number.isInteger, conclude: miscount }) });
    await expect(runGroup({ name: 'group', benches: [wrong] }, once)).rejects.toThrow('wrong: 3 of 4 were counted');
  });
});
