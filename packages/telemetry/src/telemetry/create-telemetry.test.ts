import { errorCodes, type ErrorSummary, type PlanEvent } from '@planweave/core-types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTelemetry } from './create-telemetry.ts';
import type { TelemetrySnapshot } from './telemetry-snapshot.ts';

const origin = { requestId: 'a', at: 0 };
const attempt = { ...origin, tier: 'full', attempt: 1, model: 'm' } as const;
const unreachable: ErrorSummary = { code: 'PLANWEAVE_SERVER_UNREACHABLE', message: 'no', phase: 'connect', isRetryable: true };
const cancelled: ErrorSummary = { code: 'PLANWEAVE_CANCELLED', message: 'no', phase: 'decode', isRetryable: false };

type Result = Extract<PlanEvent, { type: 'plan-ended' }>['result'];
const ended = (result: Result, requestId = 'a', slackMs = 40): PlanEvent => ({ type: 'plan-ended', requestId, at: 60, durationMs: 60, slackMs, result });
const fallback = { ok: true, source: 'fallback', tier: 'heuristic', steps: 1, attempts: 1 } as const;

function counted(events: readonly PlanEvent[]) {
  const telemetry = createTelemetry();
  for (const event of events) telemetry.observe(event);
  return telemetry;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** The promises in the documentation of `TelemetrySnapshot`. */
function expectToAddUp(snapshot: TelemetrySnapshot): void {
  expect(snapshot['llm.request.count']).toBe(snapshot['llm.success.count'] + snapshot['llm.error.count'] + snapshot['llm.cancelled.count'] + snapshot['llm.request.active']);
  const made = snapshot['plan.llm.count'] + snapshot['plan.cache.count'] + snapshot['llm.fallback.count'];
  expect(snapshot['plan.count']).toBe(made + snapshot['plan.cancelled.count'] + snapshot['plan.rejected.count'] + snapshot['plan.active']);
  expect(snapshot['queue.entered']).toBe(snapshot['queue.admitted'] + snapshot['queue.cancelled'] + snapshot['queue.timed_out'] + snapshot['queue.shed'] + snapshot['queue.waiting']);
  expect(sum(snapshot.errors)).toBe(snapshot['llm.error.count']);
  expect(sum(snapshot.fallbacks)).toBe(snapshot['llm.fallback.count']);
  expect(sum(snapshot.refusals)).toBe(snapshot['llm.refused.count']);
  expect(sum(snapshot.stages)).toBe(snapshot['parse.count']);
  expect(sum(snapshot.illegal)).toBe(snapshot['check.illegal']);
  expect(sum(snapshot.tiers)).toBe(made);
}

const code = fc.constantFrom(...(Object.keys(errorCodes) as ErrorSummary['code'][]));
const failure = code.map((known): ErrorSummary => ({ ...unreachable, code: known }));
const ms = fc.double({ min: 0, max: 100_000, noNaN: true });

/** The life of one call, plan or wait: what begins ends, unless the stream is cut off. */
const life: fc.Arbitrary<readonly PlanEvent[]> = fc.oneof(
  fc.record({ durationMs: ms, error: fc.option(failure, { nil: undefined }) }).map(({ durationMs, error }): PlanEvent[] => [
    { type: 'attempt-started', ...attempt },
    { type: 'attempt-ended', ...attempt, durationMs, error, usage: { promptTokens: 100, replyTokens: 7 } },
  ]),
  fc
    .record({ requestId: fc.constantFrom('a', 'b', 'c'), slackMs: fc.double({ min: -100, max: 100, noNaN: true }), result: fc.oneof(failure.map((error): Result => ({ ok: false, error })), fc.record({ source: fc.constantFrom('llm' as const, 'cache' as const, 'fallback' as const), tier: fc.constantFrom('full' as const, 'simplified' as const, 'heuristic' as const, 'emergency' as const) }).map((made): Result => ({ ok: true, steps: 2, attempts: 1, ...made }))) })
    .map(({ requestId, slackMs, result }): PlanEvent[] => [{ type: 'plan-started', requestId, at: 0, budgetMs: 100 }, ended(result, requestId, slackMs)]),
  fc.constantFrom('admitted' as const, 'cancelled' as const, 'timed-out' as const, 'shed' as const).map((outcome): PlanEvent[] => [
    { type: 'queue-entered', ...origin, position: 3 },
    { type: 'queue-left', ...origin, waitedMs: 4, outcome },
  ]),
);

/** What is over at once. */
const moment: fc.Arbitrary<PlanEvent> = fc.oneof(
  fc.constantFrom<PlanEvent>(
    { type: 'tier-chosen', ...origin, tier: 'simplified', entered: false, reason: 'no time' },
    { type: 'tier-chosen', ...origin, tier: 'heuristic', entered: true },
    { type: 'retry-scheduled', ...origin, attempt: 1, delayMs: 50, code: 'PLANWEAVE_SERVER_BUSY' },
    { type: 'circuit-changed', ...origin, key: 'm', from: 'closed', to: 'open' },
    { type: 'plug-in-failed', ...origin, error: { ...unreachable, code: 'PLANWEAVE_PLUG_IN_FAILED', phase: 'domain' } },
    { type: 'observer-failed', ...origin, observer: 0, during: 'plan-started', problem: 'x' },
    { type: 'plan-adopted', ...origin, planId: 'p', followed: true, staleness: 0.5 },
    { type: 'hedge-started', ...origin, afterMs: 4 },
  ),
  fc.constantFrom('circuit' as const, 'queue' as const, 'rate-limit' as const, 'time' as const).map((by): PlanEvent => ({ type: 'call-refused', ...origin, by })),
  fc.constantFrom('hit' as const, 'similar' as const, 'repaired' as const, 'stale' as const, 'miss' as const, 'bypass' as const).map((verdict): PlanEvent => ({ type: 'cache-looked-up', ...origin, verdict, durationMs: 0.1, ageMs: 5 })),
  fc.constantFrom('stored' as const, 'evicted' as const, 'expired' as const, 'invalidated' as const).map((change): PlanEvent => ({ type: 'cache-changed', ...origin, change, entries: 2 })),
  fc.constantFrom('direct', 'fence', '__proto__', 'constructor').map((stage): PlanEvent => ({ type: 'reply-parsed', ...origin, stage, steps: 1, dropped: 2, repairs: 3, durationMs: 1 })),
  fc.array(fc.string()).map((codes): PlanEvent => ({ type: 'plan-checked', ...origin, legal: 1, illegal: codes.length, codes, durationMs: 1 })),
);

/** Lives that overlap, cut off somewhere, with moments in between. */
const stream: fc.Arbitrary<readonly PlanEvent[]> = fc
  .tuple(fc.array(fc.tuple(life, fc.nat(1_000), fc.nat(1_000)), { maxLength: 40 }), fc.array(fc.tuple(moment, fc.nat(2_000)), { maxLength: 40 }), fc.nat(2_000))
  .map(([lives, moments, end]) =>
    [...lives.flatMap(([[first, last], at, length]) => [{ event: first!, at }, { event: last!, at: at + length + 0.5 }]), ...moments.map(([event, at]) => ({ event, at }))]
      .filter(({ at }) => at < end)
      .toSorted((a, b) => a.at - b.at)
      .map(({ event }) => event),
  );

describe('createTelemetry', () => {
  it('T32: counts one plan with a failed and a successful attempt as one plan and two requests', () => {
    const counts = counted([
      { type: 'plan-started', ...origin, budgetMs: 100 },
      { type: 'cache-looked-up', ...origin, verdict: 'miss', durationMs: 0 },
      { type: 'attempt-started', ...attempt },
      { type: 'attempt-ended', ...attempt, durationMs: 1, error: unreachable },
      { type: 'retry-scheduled', ...origin, attempt: 1, delayMs: 50, code: 'PLANWEAVE_SERVER_UNREACHABLE' },
      { type: 'attempt-started', ...attempt, attempt: 2 },
      { type: 'attempt-ended', ...attempt, attempt: 2, durationMs: 3, usage: { promptTokens: 900, replyTokens: 60 } },
      ended({ ok: true, source: 'llm', tier: 'full', steps: 1, attempts: 2 }),
    ]).snapshot();
    expect(counts).toMatchObject({
      'plan.count': 1,
      'plan.llm.count': 1,
      'llm.request.count': 2,
      'llm.success.count': 1,
      'llm.error.count': 1,
      'llm.retry.count': 1,
      'llm.tokens.prompt': 900,
      'llm.tokens.reply': 60,
      'cache.miss': 1,
      'llm.fallback.count': 0,
      errors: { PLANWEAVE_SERVER_UNREACHABLE: 1 },
      fallbacks: {},
      tiers: { full: 1 },
      distributions: { llm_call: { count: 2, min: 1, max: 3 }, plan_total: { count: 1, p99: 60 }, deadline_slack: { count: 1, p50: 40 } },
    });
    expectToAddUp(counts);
  });

  it('tells the ends of a plan apart', () => {
    const counts = counted([
      ...Array.from({ length: 5 }, (): PlanEvent => ({ type: 'plan-started', ...origin, budgetMs: 100 })),
      ended({ ok: true, source: 'cache', tier: 'full', steps: 1, attempts: 0 }),
      ended(fallback),
      ended({ ok: false, error: cancelled }, 'a', -1),
      ended({ ok: false, error: unreachable }),
    ]).snapshot();
    expect(counts).toMatchObject({ 'plan.count': 5, 'plan.cache.count': 1, 'llm.fallback.count': 1, 'plan.cancelled.count': 1, 'plan.rejected.count': 1, 'plan.active': 1, 'plan.late.count': 1 });
  });

  it("counts a fallback under its cause: the planner's word, else the failure of the better way, also of plans side by side", () => {
    const { fallbacks } = counted([
      { type: 'attempt-ended', ...attempt, requestId: 'b', durationMs: 1, error: unreachable },
      { type: 'call-refused', ...origin, requestId: 'c', by: 'circuit' },
      ended(fallback, 'a'),
      ended(fallback, 'b'),
      ended(fallback, 'c'),
      ended({ ...fallback, reason: { code: 'PLANWEAVE_TIMED_OUT', message: 'late' } }, 'd'),
    ]).snapshot();
    expect(fallbacks).toEqual({ NO_MODEL: 1, PLANWEAVE_SERVER_UNREACHABLE: 1, PLANWEAVE_REFUSED: 1, PLANWEAVE_TIMED_OUT: 1 });
  });

  it('adds up at every moment of every stream, and counts what began', () => {
    fc.assert(
      fc.property(stream, (events) => {
        const telemetry = counted(events);
        const snapshot = telemetry.snapshot();
        expectToAddUp(snapshot);
        const began = (type: PlanEvent['type']) => events.filter((event) => event.type === type).length;
        expect(snapshot['llm.request.count']).toBe(began('attempt-started'));
        expect(snapshot['plan.count']).toBe(began('plan-started'));
        expect(snapshot['queue.entered']).toBe(began('queue-entered'));
        expect(snapshot.distributions.llm_call.count).toBe(began('attempt-ended'));
        expect(snapshot.distributions.deadline_slack.count + snapshot.distributions.deadline_overrun.count).toBe(began('plan-ended'));
        const lookups = snapshot['cache.hit'] + snapshot['cache.sim_hit'] + snapshot['cache.repaired'] + snapshot['cache.stale'] + snapshot['cache.miss'] + snapshot['cache.bypass'];
        expect(lookups).toBe(began('cache-looked-up'));
        expect(JSON.parse(telemetry.format('json'))).toEqual(snapshot);
      }),
      { numRuns: 300 },
    );
  });

  it('goes on adding up after a reset in the middle', () => {
    fc.assert(
      fc.property(stream, fc.nat(100), (events, at) => {
        const telemetry = counted(events.slice(0, at));
        telemetry.reset();
        expectToAddUp(telemetry.snapshot());
        for (const event of events.slice(at)) telemetry.observe(event);
        const after = telemetry.snapshot();
        expectToAddUp(after);
        expect(after['llm.retry.count']).toBe(events.slice(at).filter(({ type }) => type === 'retry-scheduled').length);
      }),
    );
  });

  it('is not fooled by names of plug-ins, and remembers only so many', () => {
    const codes = Array.from({ length: 200 }, (_, index) => `code ${index}`);
    const { illegal } = counted([{ type: 'plan-checked', ...origin, legal: 0, illegal: 202, codes: ['__proto__', 'toString', ...codes], durationMs: 1 }]).snapshot();
    expect(Object.keys(illegal)).toHaveLength(65);
    expect(Object.getPrototypeOf(illegal)).toBe(Object.prototype);
    expect(illegal['other']).toBe(138);
    expect(Object.hasOwn(illegal, '__proto__')).toBe(true);
  });

  it('is not spoiled by numbers that are none', () => {
    const odd = [NaN, Infinity, -5, undefined as never];
    const events = odd.flatMap((tokens): PlanEvent[] => [
      { type: 'attempt-ended', ...attempt, durationMs: 1, usage: { promptTokens: tokens, replyTokens: tokens } },
      { type: 'cache-looked-up', ...origin, verdict: 'hit', durationMs: tokens, ageMs: tokens, tokensSaved: tokens },
      { type: 'cache-changed', ...origin, change: 'evicted', entries: tokens },
    ]);
    const counts = counted([...events, { type: 'attempt-ended', ...attempt, durationMs: 1, usage: { promptTokens: 7, replyTokens: 3 } }]).snapshot();
    expect(counts).toMatchObject({ 'llm.tokens.prompt': 7, 'llm.tokens.reply': 3, 'cache.tokens_saved': 0, 'cache.evictions': 0 });
    expect(JSON.stringify(counts)).not.toContain('null');
  });

  it('counts up to a bound, and knows only its own distributions', () => {
    const telemetry = counted([0, 1, 1].map((replyTokens): PlanEvent => ({ type: 'attempt-ended', ...attempt, durationMs: 1, usage: { promptTokens: 1, replyTokens } })));
    expect(telemetry.countUpTo('reply_tokens', 0)).toBe(1);
    for (const name of ['nope', 'toString']) expect(() => telemetry.countUpTo(name as never, 1)).toThrow('distributionCatalogue');
  });

  it('gives copies', () => {
    const telemetry = counted([{ type: 'attempt-ended', ...attempt, durationMs: 1, error: unreachable }]);
    const before = telemetry.snapshot();
    telemetry.observe({ type: 'attempt-ended', ...attempt, durationMs: 1, error: unreachable });
    expect(before).toMatchObject({ 'llm.error.count': 1, errors: { PLANWEAVE_SERVER_UNREACHABLE: 1 } });
  });

  it('ignores events that it does not know', () => {
    const telemetry = createTelemetry();
    telemetry.observe({ type: 'sun-rose', ...origin } as never);
    expect(telemetry.snapshot()).toEqual(createTelemetry().snapshot());
  });
});

describe('telemetry.format', () => {
  const telemetry = counted([
    { type: 'plan-started', ...origin, budgetMs: 100 },
    { type: 'plan-started', ...origin, requestId: 'b', budgetMs: 100 },
    { type: 'attempt-started', ...attempt },
    { type: 'attempt-ended', ...attempt, durationMs: 12.5, error: unreachable },
    { type: 'plan-checked', ...origin, legal: 0, illegal: 1, codes: ['=HYPERLINK("x"),\n\u001b[31m'], durationMs: 1 },
    ended(fallback),
  ]);

  it('shows people what is not 0, with shares and percentiles', () => {
    const table = telemetry.format();
    expect(table).toMatch(/^llm\.fallback\.by_cause PLANWEAVE_SERVER_UNREACHABLE +1 +50 % of plans$/m);
    expect(table).toMatch(/^llm\.error\.count +1 +100 % of calls$/m);
    expect(table).toMatch(/^latency\.ms llm_call +1 +12\.5 +12\.5 +12\.5 +12\.5$/m);
    expect(table).not.toContain('cache.hit');
    expect(table).not.toContain('\u001b');
  });

  it('writes CSV that neither breaks nor runs in a spreadsheet', () => {
    const csv = telemetry.format('csv');
    expect(csv).toContain('metric,label,value\r\nllm.request.count,,1\r\n');
    expect(csv).toContain(`check.illegal.by_code,"'=HYPERLINK(""x""),\n\u001b[31m",1\r\n`);
    expect(csv).toContain('latency.ms.p95,llm_call,12.5\r\n');
  });

  it('refuses another form', () => {
    expect(() => telemetry.format('xml' as never)).toThrow("'table', 'json' or 'csv'");
  });
});
