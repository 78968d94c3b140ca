import type { PlanOutcome } from '@planweave/planner-facade';
import { describe, expect, it } from 'vitest';
import { createPlanCounts, graceMs } from './plan-counts.ts';

const budget = { givenMs: 50, usedMs: 0, leftMs: 0 };
const outcome = (parts: Partial<PlanOutcome>) => ({ budget, source: 'llm', ...parts }) as PlanOutcome;
const fine = { durationMs: 5, illegal: undefined };

describe('createPlanCounts', () => {
  it('adds up: every question has one end, every plan one source, every fallback one cause', () => {
    const counts = createPlanCounts();
    for (let index = 0; index < 7; index += 1) counts.ask(index);
    counts.plan(outcome({ source: 'cache' }), fine);
    counts.plan(outcome({ source: 'llm' }), fine);
    counts.plan(outcome({ source: 'fallback', reason: { code: 'PLANWEAVE_TIMED_OUT', message: '', sentence: '' } }), fine);
    counts.plan(outcome({ source: 'fallback', reason: { code: 'PLANWEAVE_REFUSED', message: '', refusedBy: 'queue', sentence: '' } }), fine);
    counts.plan(outcome({ source: 'fallback' }), { ...fine, illegal: 'sector 3: too far' });
    counts.cancel();
    counts.reject(new Error('bug'));
    const read = counts.read();
    expect(read).toMatchObject({ asked: 7, planned: 5, cancelled: 1, rejected: 1, illegal: 1, late: 0, hitRatio: 0.2, firstProblem: 'sector 3: too far' });
    expect(read.bySource).toMatchObject({ cache: { count: 1 }, llm: { count: 1 }, fallback: { count: 3 } });
    expect(read.fallbacks).toEqual({ PLANWEAVE_TIMED_OUT: 1, 'PLANWEAVE_REFUSED (queue)': 1, unknown: 1 });
    expect(read.all.count).toBe(5);
    expect(read.askedLate.count).toBe(7);
  });

  it('calls a plan late when the deadline is over by more than the grace', () => {
    const counts = createPlanCounts();
    counts.plan(outcome({}), { ...fine, durationMs: budget.givenMs + graceMs });
    expect(counts.read().late).toBe(0);
    counts.plan(outcome({}), { ...fine, durationMs: budget.givenMs + graceMs + 0.01 });
    expect(counts.read().late).toBe(1);
  });

  it('has no ratio of nothing and no problem with it', () => {
    expect(createPlanCounts().read()).toMatchObject({ hitRatio: 0 });
    expect(createPlanCounts().read()).not.toHaveProperty('firstProblem');
  });
});
