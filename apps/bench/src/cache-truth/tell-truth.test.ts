import { describe, expect, it } from 'vitest';
import { tellTruth } from './tell-truth.ts';

describe('tellTruth', () => {
  const report = tellTruth({ pairs: 60, seed: 7 });
  const of = (change: string) => report.changes.find((each) => each.change === change);

  it('finds no broken promise in any kind of change', () => {
    expect(report.broken).toEqual([]);
    expect(report.changes).toHaveLength(16);
    for (const { pairs } of report.changes) expect(pairs).toBe(60);
  });

  it('puts similar worlds to the test: after small steps, some plans are served and none of them is illegal', () => {
    expect(of('small steps')?.similar.served).toBeGreaterThan(10);
    expect(of('small steps')?.similar.illegal).toBe(0);
  });

  it('knows the rule of the original system by what it does wrong', () => {
    expect(of('target dead')?.original.illegal).toBeGreaterThan(50);
    expect(of('removed tools')?.original.illegal).toBeGreaterThan(50);
  });

  it('draws other pairs with another seed', () => {
    expect(tellTruth({ pairs: 60, seed: 8 }).changes).not.toEqual(report.changes);
  });
});
