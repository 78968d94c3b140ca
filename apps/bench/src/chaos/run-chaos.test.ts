import { describe, expect, it } from 'vitest';
import { addUp, runChaos } from './run-chaos.ts';

describe('runChaos', () => {
  it('finds no plan that is illegal, late or missing, and the same seed finds the same', async () => {
    const report = await runChaos({ runs: 100, seed: 1, isReal: false });
    expect(report).toMatchObject({ runs: 100, illegal: 0, late: 0, rejected: 0, unhandled: 0, examples: [] });
    expect(Object.values(report.byTier).reduce((sum, plans) => sum + plans, 0) + report.cancelled).toBe(100);
    expect(await runChaos({ runs: 100, seed: 1, isReal: false })).toEqual(report);
  });

  it('torments in other ways with another seed', async () => {
    const [first, second] = [await runChaos({ runs: 40, seed: 1, isReal: false }), await runChaos({ runs: 40, seed: 2, isReal: false })];
    expect(second.byCause).not.toEqual(first.byCause);
  });

  it('shares its sessions out so that the parts add up to the whole', async () => {
    const options = { runs: 100, seed: 3, isReal: false };
    const parts = [await runChaos({ ...options, part: { index: 0, of: 2 } }), await runChaos({ ...options, part: { index: 1, of: 2 } })];
    expect(parts.map((part) => part.runs)).toEqual([60, 40]);
    expect(addUp(parts)).toEqual(await runChaos(options));
  });
});
