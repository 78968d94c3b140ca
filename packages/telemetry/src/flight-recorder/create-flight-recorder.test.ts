import type { PlanEvent } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { createFlightRecorder, type FlightRecorderOptions } from './create-flight-recorder.ts';

const started = (requestId: string, more: { agentId?: string } = {}): PlanEvent => ({ type: 'plan-started', requestId, at: 1_000, budgetMs: 250, ...more });
const busy = { code: 'PLANWEAVE_SERVER_BUSY', message: 'The server is busy;\n\u001b[31mtry later.', phase: 'connect', isRetryable: true } as const;
const attempt = { tier: 'full', attempt: 1, model: 'phi3' } as const;
const ended = (requestId: string, result: Extract<PlanEvent, { type: 'plan-ended' }>['result']): PlanEvent => ({ type: 'plan-ended', requestId, at: 1_120, durationMs: 120, slackMs: 130, result });
const fallback = { ok: true, source: 'fallback', tier: 'heuristic', steps: 1, attempts: 2 } as const;

function recorded(events: readonly PlanEvent[], options?: FlightRecorderOptions) {
  const recorder = createFlightRecorder({ includeMessages: true, ...options });
  for (const event of events) recorder.observe(event);
  return recorder;
}

describe('createFlightRecorder', () => {
  it('tells everything that happened, with what was left of the budget each time', () => {
    const id = 'plan-1';
    const recorder = recorded([
      started(id, { agentId: 'guard-7' }),
      { type: 'cache-looked-up', requestId: id, at: 1_000.5, verdict: 'similar', durationMs: 0.5, distance: 0.0831, ageMs: 4_000, tokensSaved: 840 },
      { type: 'plan-checked', requestId: id, at: 1_001, legal: 1, illegal: 2, codes: ['no-path', 'cooldown'], durationMs: 0.2 },
      { type: 'tier-chosen', requestId: id, at: 1_002, tier: 'full', entered: true },
      { type: 'prompt-built', requestId: id, at: 1_003, level: 'full', characters: 3_200, estimatedTokens: 800, dropped: ['pois'], durationMs: 1 },
      { type: 'queue-entered', requestId: id, at: 1_003, position: 2 },
      { type: 'queue-left', requestId: id, at: 1_033, waitedMs: 30, outcome: 'admitted' },
      { type: 'attempt-started', requestId: id, at: 1_033, ...attempt },
      { type: 'attempt-ended', requestId: id, at: 1_040, ...attempt, durationMs: 7, error: busy, usage: { promptTokens: 790, replyTokens: 0 } },
      { type: 'retry-scheduled', requestId: id, at: 1_040, attempt: 1, delayMs: 50, code: 'PLANWEAVE_SERVER_BUSY' },
      { type: 'circuit-changed', requestId: id, at: 1_090, key: 'phi3', from: 'closed', to: 'open' },
      { type: 'call-refused', requestId: id, at: 1_090, by: 'circuit' },
      { type: 'tier-chosen', requestId: id, at: 1_091, tier: 'simplified', entered: false, reason: 'phi3 is expected to need 900 ms, but 159 ms are left' },
      { type: 'hedge-started', requestId: id, at: 1_092, afterMs: 40 },
      { type: 'reply-parsed', requestId: id, at: 1_093, stage: 'fence', steps: 1, dropped: 0, repairs: 1, durationMs: 0.1 },
      { type: 'plug-in-failed', requestId: id, at: 1_094, error: { ...busy, message: 'The plan cache failed: disk full' } },
      { type: 'observer-failed', requestId: id, at: 1_095, observer: 2, during: 'plan-started', problem: 'full disk' },
      { type: 'cache-changed', requestId: id, at: 1_096, change: 'evicted', entries: 1 },
      { type: 'plan-adopted', requestId: id, at: 1_097, planId: 'p', followed: false, staleness: 0.4 },
      ended(id, fallback),
    ]);
    expect(recorder.explain(id)?.split('\n')).toEqual([
      'plan-1 for guard-7 got 1 step from the heuristics (heuristic tier) in 120 ms; 130 ms of 250 ms were left.',
      'Cause: the server has more work than it accepts (PLANWEAVE_SERVER_BUSY): The server is busy; [31mtry later.',
      'After 0.5 ms (250 ms left), the cache had a plan for a similar world (similar, distance 0.083, stored 4000 ms ago, 840 tokens saved).',
      'After 1 ms (249 ms left), the world allows 1 of 3 steps; not the others: no-path, cooldown.',
      'After 2 ms (248 ms left), the full tier began.',
      'After 3 ms (247 ms left), the full prompt was built, about 800 tokens without pois.',
      'After 3 ms (247 ms left), the call waited for its turn behind 2 others.',
      'After 33 ms (217 ms left), the wait of 30 ms ended: admitted.',
      'After 33 ms (217 ms left), attempt 1 asked phi3 for the full tier.',
      'After 40 ms (210 ms left), attempt 1 failed with PLANWEAVE_SERVER_BUSY after 7 ms, 790 tokens read and 0 written: The server is busy; [31mtry later.',
      'After 40 ms (210 ms left), the call is made again in 50 ms, because of PLANWEAVE_SERVER_BUSY.',
      'After 90 ms (160 ms left), the circuit of phi3 went from closed to open.',
      'After 90 ms (160 ms left), the call was not made: the circuit is open after repeated faults of the server.',
      'After 91 ms (159 ms left), the simplified tier was passed over: phi3 is expected to need 900 ms, but 159 ms are left.',
      'After 92 ms (158 ms left), a second call was started beside the one that ran for 40 ms.',
      'After 93 ms (157 ms left), the reply was read (fence): 1 step, 0 dropped, 1 repair.',
      'After 94 ms (156 ms left), code that was handed in failed (connect): The plan cache failed: disk full.',
      'After 95 ms (155 ms left), observer 2 failed on plan-started: full disk.',
      'After 96 ms (154 ms left), the cache evicted 1 entry.',
      'After 97 ms (153 ms left), the agent does not follow the plan; 40 % of what it relies on had changed.',
    ]);
    expect(recorder.record(id)).toMatchObject({ requestId: id, agentId: 'guard-7', budgetMs: 250, durationMs: 120, cause: { code: 'PLANWEAVE_SERVER_BUSY' }, missed: 0 });
    expect(recorder.record(id)?.hops[6]).toMatchObject({ afterMs: 33, budgetLeftMs: 217, event: { type: 'attempt-started' } });
  });

  it("believes the planner's own statement of the cause before the events", () => {
    const recorder = recorded([started('a'), { type: 'attempt-ended', requestId: 'a', at: 1_001, ...attempt, durationMs: 1, error: busy }, ended('a', { ...fallback, reason: { code: 'PLANWEAVE_INVALID_PLAN', message: 'it was prose' } })]);
    expect(recorder.record('a')?.cause).toEqual({ code: 'PLANWEAVE_INVALID_PLAN', message: 'it was prose' });
  });

  it('states no cause for a plan of the best tier, although an attempt failed', () => {
    const recorder = recorded([started('a'), { type: 'attempt-ended', requestId: 'a', at: 1_001, ...attempt, durationMs: 1, error: busy }, ended('a', { ok: true, source: 'llm', tier: 'full', steps: 2, attempts: 2 })]);
    expect(recorder.record('a')?.cause).toBeUndefined();
    expect(recorder.explain('a')).toMatch(/^a got 2 steps from the model in 120 ms/);
  });

  it("believes the planner also about who refused the call, else what was seen last: a refusal, or too little time", () => {
    const refused = { code: 'PLANWEAVE_REFUSED', message: 'no' } as const;
    const byQueue: PlanEvent = { type: 'call-refused', requestId: 'a', at: 1_001, by: 'queue' };
    const passedOver: PlanEvent = { type: 'tier-chosen', requestId: 'a', at: 1_001, tier: 'full', entered: false };
    const causeOf = (events: readonly PlanEvent[], reason: object) => recorded([started('a'), ...events, ended('a', { ...fallback, reason: { ...refused, ...reason } })]).record('a')?.cause;
    expect(causeOf([byQueue], { refusedBy: 'time' })).toEqual({ ...refused, by: 'time' });
    expect(causeOf([byQueue], {})).toEqual({ ...refused, by: 'queue' });
    expect(causeOf([byQueue, passedOver], {})).toEqual({ ...refused, by: 'time' });
    expect(recorded([started('a'), ended('a', { ok: false, error: { ...refused, phase: 'queue', isRetryable: false, refusedBy: 'circuit' } })]).record('a')?.cause?.by).toBe('circuit');
  });

  it('says that another request asked for a shared plan, and never that no model was asked for what a model wrote', () => {
    const made = { ok: true, source: 'llm', tier: 'simplified', steps: 2, attempts: 0 } as const;
    const shared = recorded([started('a'), ended('a', { ...made, isShared: true })]);
    expect(shared.explain('a')).toBe('a got 2 steps from the model (simplified tier), which another request had asked for an equal world, in 120 ms; 130 ms of 250 ms were left.');
    expect(recorded([started('a'), ended('a', made)]).record('a')).not.toHaveProperty('cause');
    expect(recorded([started('a'), ended('a', fallback)]).record('a')?.cause?.code).toBe('NO_MODEL');
  });

  it('keeps what a code means, not what was said, unless it is told to', () => {
    const secret = { ...busy, message: 'SECRET' };
    const events: readonly PlanEvent[] = [
      started('a'),
      { type: 'tier-chosen', requestId: 'a', at: 1_001, tier: 'full', entered: false, reason: 'SECRET' },
      { type: 'attempt-ended', requestId: 'a', at: 1_002, ...attempt, durationMs: 1, error: secret },
      { type: 'plug-in-failed', requestId: 'a', at: 1_003, error: secret },
      { type: 'observer-failed', requestId: 'a', at: 1_004, observer: 1, during: 'plan-started', problem: 'SECRET' },
      ended('a', { ...fallback, reason: { code: 'PLANWEAVE_REFUSED', message: 'SECRET', refusedBy: 'circuit' } }),
      started('b'),
      ended('b', { ok: false, error: secret }),
    ];
    const silent = createFlightRecorder();
    for (const event of events) silent.observe(event);
    expect(JSON.stringify(silent.records())).not.toContain('SECRET');
    expect(silent.explain('a')?.split('\n')).toEqual([
      'a got 1 step from the heuristics (heuristic tier) in 120 ms; 130 ms of 250 ms were left.',
      'Cause: the circuit is open after repeated faults of the server (PLANWEAVE_REFUSED).',
      'After 1 ms (249 ms left), the full tier was passed over.',
      'After 2 ms (248 ms left), attempt 1 failed with PLANWEAVE_SERVER_BUSY after 1 ms: The server has more work than it accepts.',
      'After 3 ms (247 ms left), code that was handed in failed (connect): The server has more work than it accepts.',
      'After 4 ms (246 ms left), observer 1 failed on plan-started.',
    ]);
    expect(silent.explain('b')).toContain('Cause: the server has more work than it accepts (PLANWEAVE_SERVER_BUSY).');
    expect(JSON.stringify(recorded(events).records()).split('SECRET').length).toBeGreaterThan(5);
  });

  it('tells a plan of a batch with the calls that it shares, and forgets batches like plans', () => {
    const joined = (requestId: string, batchId: string): PlanEvent => ({ type: 'batch-joined', requestId, at: 1_001, batchId });
    const asked = (requestId: string): PlanEvent => ({ type: 'attempt-ended', requestId, at: 1_050, ...attempt, durationMs: 49, usage: { promptTokens: 700, replyTokens: 30 } });
    const recorder = recorded([started('a'), started('b'), started('c'), joined('a', 'batch-1'), joined('b', 'batch-1'), asked('batch-1'), ended('a', fallback), asked('batch-1')]);
    expect(recorder.explain('a')).toContain('it was asked for together with others, as batch-1.\nAfter 50 ms (200 ms left), attempt 1 gave a plan after 49 ms, 700 tokens read and 30 written.');
    expect(['a', 'b', 'c'].map((id) => recorder.record(id)?.hops.length)).toEqual([3, 3, 0]);
    const few = recorded(['a', 'b', 'c'].flatMap((id) => [started(id), joined(id, `batch of ${id}`), asked('batch of a')]), { maxPlans: 2 });
    few.observe(asked('batch of a'));
    few.observe(asked('batch of b'));
    expect(few.records().map(({ requestId, hops }) => [requestId, hops.length])).toEqual([['b', 2], ['c', 1]]);
  });

  it('gives records that nobody can change', () => {
    const recorder = recorded([started('a'), { type: 'plan-checked', requestId: 'a', at: 1_001, legal: 0, illegal: 1, codes: ['no-path'], durationMs: 0 }, ended('a', fallback)]);
    const [record] = recorder.records();
    expect(() => ((record!.result as { source: string }).source = 'cache')).toThrow(TypeError);
    expect(() => (record!.hops as unknown[]).pop()).toThrow(TypeError);
    expect(() => ((record!.hops[0]!.event as unknown as { codes: string[] }).codes.length = 0)).toThrow(TypeError);
  });

  it('finds a plan by its own id too, the latest of that id', () => {
    const result = { ok: true, source: 'cache', tier: 'full', steps: 1, attempts: 0, planId: 'plan-ab' } as const;
    const recorder = recorded([started('a'), ended('a', result), started('b'), ended('b', result)]);
    expect(recorder.explain('plan-ab')).toMatch(/^b /);
    expect(recorder.explain('plan-zz')).toBeUndefined();
    expect(recorder.record('plan-zz')).toBeUndefined();
  });

  it('tells of a plan that is late, one without a plan, and one that is being made', () => {
    const late: PlanEvent = { type: 'plan-ended', requestId: 'a', at: 1_300, durationMs: 300, slackMs: -50, result: { ok: true, source: 'llm', tier: 'simplified', steps: 2, attempts: 1 } };
    const cancelled = { code: 'PLANWEAVE_CANCELLED', message: 'Cancelled by the caller', phase: 'queue', isRetryable: false } as const;
    const recorder = recorded([started('a'), late, started('b'), ended('b', { ok: false, error: cancelled }), started('c')]);
    expect(recorder.explain('a')).toMatch(/^a got 2 steps from the model \(simplified tier\) in 300 ms; the budget of 250 ms was overrun by 50 ms\.$/);
    expect(recorder.explain('b')).toBe('b got no plan in 120 ms; 130 ms of 250 ms were left.\nCause: the caller stopped the work with its own signal (PLANWEAVE_CANCELLED): Cancelled by the caller.');
    expect(recorder.explain('c')).toBe('c is still being made.');
  });

  it('remembers only so many plans and events, forgets the oldest, and says what is missing', () => {
    const ids = Array.from({ length: 10 }, (_, index) => `plan-${index}`);
    const hop = (requestId: string): PlanEvent => ({ type: 'cache-changed', requestId, at: 1_001, change: 'stored', entries: 1 });
    const recorder = recorded(ids.flatMap((id) => [started(id), ...Array.from({ length: 7 }, () => hop(id)), ended(id, fallback)]), { maxPlans: 3, maxEventsPerPlan: 5 });
    expect(recorder.records().map(({ requestId }) => requestId)).toEqual(['plan-7', 'plan-8', 'plan-9']);
    expect(recorder.record('plan-9')).toMatchObject({ missed: 2, result: { source: 'fallback' } });
    expect(recorder.explain('plan-9')).toMatch(/\n2 later events did not fit in\.$/);
    recorder.observe(hop('plan-0'));
    recorder.clear();
    expect(recorder.records()).toEqual([]);
    recorder.observe(hop('plan-9'));
    expect(recorder.records()).toEqual([]);
  });

  it('keeps plans that are made side by side apart', () => {
    const recorder = recorded([started('a'), started('b'), { type: 'call-refused', requestId: 'a', at: 1_001, by: 'queue' }, ended('b', fallback), ended('a', fallback)]);
    expect(recorder.record('a')?.cause).toMatchObject({ code: 'PLANWEAVE_REFUSED', by: 'queue' });
    expect(recorder.record('b')?.cause).toMatchObject({ code: 'NO_MODEL' });
  });

  it.each([0, -1, 1.5, NaN])('refuses %s plans', (maxPlans) => {
    expect(() => createFlightRecorder({ maxPlans })).toThrow('maxPlans');
  });
});
