import type { ErrorSummary, PlanEvent } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { createTelemetry } from './telemetry.ts';

const origin = { requestId: 'a', at: 0 };
const attempt = { ...origin, tier: 'full', attempt: 1, model: 'm' } as const;
const unreachable: ErrorSummary = { code: 'PLANWEAVE_SERVER_UNREACHABLE', message: 'no', phase: 'connect', isRetryable: true };

function counted(events: readonly PlanEvent[]) {
  const telemetry = createTelemetry();
  for (const event of events) telemetry.observe(event);
  return telemetry;
}

describe('createTelemetry', () => {
  it('counts one plan with a failed and a successful attempt as one plan and two requests', () => {
    const counts = counted([
      { type: 'plan-started', ...origin, budgetMs: 100 },
      { type: 'cache-looked-up', ...origin, verdict: 'miss', durationMs: 0 },
      { type: 'attempt-started', ...attempt },
      { type: 'attempt-ended', ...attempt, durationMs: 1, error: unreachable },
      { type: 'retry-scheduled', ...origin, attempt: 1, delayMs: 50, code: 'PLANWEAVE_SERVER_UNREACHABLE' },
      { type: 'attempt-started', ...attempt, attempt: 2 },
      { type: 'attempt-ended', ...attempt, attempt: 2, durationMs: 1 },
      { type: 'plan-ended', ...origin, durationMs: 60, slackMs: 40, result: { ok: true, source: 'llm', tier: 'full', steps: 1, attempts: 2 } },
    ]).snapshot();
    expect(counts).toMatchObject({
      'plan.count': 1,
      'plan.llm.count': 1,
      'llm.request.count': 2,
      'llm.success.count': 1,
      'llm.error.count': 1,
      'llm.retry.count': 1,
      'cache.miss': 1,
      'llm.fallback.count': 0,
      errors: { PLANWEAVE_SERVER_UNREACHABLE: 1 },
    });
  });

  it('tells plans from the cache, fallbacks and rejected requests apart', () => {
    const ended = (result: Extract<PlanEvent, { type: 'plan-ended' }>['result']): PlanEvent => ({ type: 'plan-ended', ...origin, durationMs: 0, slackMs: 0, result });
    const counts = counted([
      { type: 'cache-looked-up', ...origin, verdict: 'hit', durationMs: 0 },
      ended({ ok: true, source: 'cache', tier: 'full', steps: 1, attempts: 0 }),
      ended({ ok: true, source: 'fallback', tier: 'heuristic', steps: 1, attempts: 1 }),
      ended({ ok: false, error: unreachable }),
    ]).snapshot();
    expect(counts).toMatchObject({ 'plan.cache.count': 1, 'llm.fallback.count': 1, 'plan.rejected.count': 1, 'cache.hit': 1 });
  });

  it('gives copies, starts again after reset, and prints one name a line', () => {
    const telemetry = counted([
      { type: 'plan-started', ...origin, budgetMs: 100 },
      { type: 'attempt-ended', ...attempt, durationMs: 1, error: unreachable },
    ]);
    const before = telemetry.snapshot();
    expect(telemetry.format()).toMatch(/^plan\.count +1$/m);
    expect(telemetry.format()).toMatch(/^error PLANWEAVE_SERVER_UNREACHABLE +1$/m);
    telemetry.reset();
    expect(telemetry.snapshot()['plan.count']).toBe(0);
    expect(before.errors).toEqual({ PLANWEAVE_SERVER_UNREACHABLE: 1 });
  });
});
