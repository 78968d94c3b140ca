import { describe, expect, it } from 'vitest';
import type { StressMeasures } from '../run-stress.ts';
import { defaultStressOptions } from '../stress-options.ts';
import { judgeTargets, type TargetResult } from './targets.ts';

const some = (count: number, milliseconds = 1) => ({ count, p50: milliseconds, p95: milliseconds, p99: milliseconds, max: milliseconds });

/** A run in which everything is well, and in which everything can be told. */
const good: StressMeasures = {
  options: { ...defaultStressOptions, agents: 1_000, budgetMs: 50 },
  askedMs: 60_000,
  isInterrupted: false,
  plans: {
    asked: 1_000,
    planned: 1_000,
    cancelled: 0,
    rejected: 0,
    late: 1,
    illegal: 0,
    hitRatio: 0.7,
    bySource: { cache: some(700, 0.5), llm: some(120), fallback: some(180) },
    all: some(1_000),
    fallbacks: { PLANWEAVE_TIMED_OUT: 180 },
    askedLate: some(1_000),
  },
  plansPerSecond: 100,
  process: { unhandledRejections: 0, cpuRatio: 0.5, machine: { processors: 4, load: 1 }, eventLoopDelay: some(1), peakRssBytes: 2 ** 30, peakHeapBytes: 2 ** 20 },
  heap: { afterWarmUpBytes: 100, atEndBytes: 105, growthRatio: 0.05 },
};

function judge(part: string, changes: Partial<StressMeasures> & { plans?: StressMeasures['plans'] }): TargetResult {
  const found = judgeTargets({ ...good, ...changes }).filter(({ wanted }) => wanted.includes(part));
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('judgeTargets', () => {
  it('finds every target held that a good run can tell', () => {
    expect(judgeTargets(good).filter(({ verdict }) => verdict === 'missed')).toEqual([]);
    // 70 % known worlds say nothing about a target of 80 %
    expect(judgeTargets(good).filter(({ verdict }) => verdict === 'not-tested')).toMatchObject([{ wanted: '80 % from the cache' }]);
  });

  it.each<[string, Partial<StressMeasures>]>([
    ['illegal', { plans: { ...good.plans, illegal: 1 } }],
    ['rejection', { plans: { ...good.plans, rejected: 1 } }],
    ['rejection', { process: { ...good.process, unhandledRejections: 1 } }],
    ['within 10 ms', { plans: { ...good.plans, late: 2 } }],
    ['100 plans/s', { plansPerSecond: 99.9 }],
    ['cache: p95', { plans: { ...good.plans, bySource: { ...good.plans.bySource, cache: some(700, 50) } } }],
    ['cache: p99', { plans: { ...good.plans, bySource: { ...good.plans.bySource, cache: some(700, 1) } } }],
    ['less than 20 %', { plans: { ...good.plans, bySource: { ...good.plans.bySource, fallback: some(200) } } }],
    ['all plans: p95', { plans: { ...good.plans, all: some(1_000, 50) } }],
    ['more than 50 %', { plans: { ...good.plans, hitRatio: 0.5 } }],
    ['80 %', { options: { ...good.options, hitRate: 0.9 } }],
    ['2 GB', { process: { ...good.process, peakRssBytes: 2 ** 31 } }],
    ['10 agents', { plans: { ...good.plans, bySource: { ...good.plans.bySource, llm: some(0) } } }],
    ['marathon', { heap: { afterWarmUpBytes: 100, atEndBytes: 106, growthRatio: 0.06 } }],
  ])('finds "%s" missed just beyond its bound', (part, changes) => {
    expect(judge(part, {}).verdict).not.toBe('missed');
    expect(judge(part, changes).verdict).toBe('missed');
  });

  it.each<[string, Partial<StressMeasures>]>([
    ['100 plans/s', { options: { ...good.options, agents: 10 }, plansPerSecond: 2.5 }],
    ['100 plans/s', { options: { ...good.options, hitRate: 0.9 } }],
    ['all plans: p95', { options: { ...good.options, budgetMs: 51 }, plans: { ...good.plans, all: some(1_000, 51) } }],
    ['marathon', { askedMs: 59_999, heap: { afterWarmUpBytes: 1, atEndBytes: 2, growthRatio: 1 } }],
    ['10 agents', { options: { ...good.options, agents: 9 } }],
    ['cache: p95', { plans: { ...good.plans, bySource: { ...good.plans.bySource, cache: some(0) } } }],
  ])('does not judge "%s" by a run that cannot tell, and says why', (part, changes) => {
    const { verdict, note } = judge(part, changes);
    expect(verdict).toBe('not-tested');
    expect(note).toMatch(/\w/);
  });

  it('does not call a run without plans a good one', () => {
    const nothing = { ...good.plans, asked: 0, planned: 0, late: 0 };
    expect(judgeTargets({ ...good, plans: nothing }).every(({ verdict }) => verdict === 'not-tested')).toBe(true);
  });

  it('tells when the machine was crowded', () => {
    const { note } = judge('within 10 ms', { plans: { ...good.plans, late: 50 }, process: { ...good.process, machine: { processors: 2, load: 8.2 } } });
    expect(note).toBe('the machine had a load of 8.2 on 2 processors');
  });
});
