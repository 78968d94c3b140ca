import { ServerUnreachableError, seededRandom, type LanguageModel, type PlanEvent } from '@planweave/core-types';
import { createPlanCache } from '@planweave/prompt-cache';
import { admissionQueue, circuitBreaker, compose, retry } from '@planweave/resilience';
import { tacticalDomain } from '@planweave/tactical-domain';
import { manualClock, scriptedModel, type ScriptedReply } from '@planweave/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlanner } from './create-planner.ts';

const world = (ammo: number, x: number) =>
  tacticalDomain.parseWorld({
    t: 1,
    player: { hp: 80, pos: { x: 0, y: 0 } },
    me: { ammo, pos: { x: 2, y: 0 } },
    enemies: [{ id: 9, pos: { x, y: 1 }, hp: 50, lastSeenSeconds: 0 }],
    pois: [],
    obstacles: [],
    objective: 'hold the bridge',
  });
const down = () => new ServerUnreachableError({ message: 'down', model: 'm', host: 'http://127.0.0.1:9' });

/** What a model may do: write something good, bad or ugly, fail, or stay silent. */
const behaviour = fc.oneof(
  fc.constantFrom<ScriptedReply[]>(
    '{"steps":[{"act":"Scan","radius":10}]}',
    '{"steps":[{"act":"AimedShot","target_id":9},{"act":"Reload"}]}',
    '{"steps":[{"act":"Fly"}]}',
    '{"steps":[',
    'no',
    '',
  ),
  fc.constant<ScriptedReply>(() => down()),
  fc.constant<ScriptedReply>(() => {
    throw new TypeError('odd');
  }),
  fc.string(),
);

describe('the promises of a planner', () => {
  it('1: a legal plan by the deadline, whatever the model does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ budgetMs: fc.integer({ min: 0, max: 3_000 }), delayMs: fc.integer({ min: 0, max: 4_000 }), chunkDelayMs: fc.integer({ min: 0, max: 300 }), replies: fc.array(behaviour, { minLength: 1, maxLength: 6 }), ammo: fc.integer({ min: 0, max: 5 }), x: fc.integer({ min: 3, max: 40 }) }),
        async ({ budgetMs, delayMs, chunkDelayMs, replies, ammo, x }) => {
          const clock = manualClock();
          const model = scriptedModel(replies, { delayMs, chunkDelayMs, chunkSize: 7, otherwise: () => down() });
          const planner = createPlanner({ domain: tacticalDomain, model, clock, policy: compose([retry(), circuitBreaker(), admissionQueue()]) });
          const outcome = await clock.runUntil(planner.plan(world(ammo, x), { budgetMs }));
          expect(clock.now()).toBeLessThanOrEqual(budgetMs);
          const verdicts = tacticalDomain.check(world(ammo, x), outcome.plan.steps);
          expect(verdicts.length).toBeGreaterThan(0);
          expect(verdicts.every((verdict) => verdict.isLegal)).toBe(true);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it('3: the same seed and the same inputs give the same events, byte for byte, a hundred times', async () => {
    const run = async () => {
      const clock = manualClock();
      const events: PlanEvent[] = [];
      const model = scriptedModel([down(), 'no', '{"steps":[{"act":"Scan","radius":10},{"act":"Fly"}]}', down(), down()], { delayMs: 30, chunkDelayMs: 5, chunkSize: 9, otherwise: '{"steps":[{"act":"Reload"}]}' });
      const planner = createPlanner({
        domain: tacticalDomain,
        model,
        clock,
        random: seededRandom(42),
        cache: createPlanCache(),
        policy: compose([retry(), circuitBreaker(), admissionQueue()]),
        observers: [{ observe: (event) => void events.push(event) }],
      });
      const outcomes = await clock.runUntil(Promise.all([1, 2, 3, 4].map((ammo) => planner.plan(world(ammo, 8), { budgetMs: 900 }))));
      return JSON.stringify({ events, outcomes });
    };
    const first = await run();
    expect(first).toContain('retry-scheduled');
    for (let index = 1; index < 100; index += 1) expect(await run()).toBe(first);
  });

  it('five failing calls open the circuit, and the sixth never reaches the server', async () => {
    const model = scriptedModel([], { otherwise: () => down() });
    const planner = createPlanner({ domain: tacticalDomain, model, policy: circuitBreaker(), clock: manualClock() });
    for (let index = 0; index < 5; index += 1) await planner.plan(world(1, 8));
    expect(model.calls).toHaveLength(5);
    const sixth = await planner.plan(world(1, 8));
    expect(model.calls).toHaveLength(5);
    expect(sixth.attempts[0]).toMatchObject({ ok: false, durationMs: 0, error: { code: 'PLANWEAVE_REFUSED' } });
    expect(sixth.reason?.sentence).toBe('The model was not asked, because its server has failed too often of late; following the standard tactics instead.');
  });

  it('V18: a hundred identical requests at once are one call of the model', async () => {
    const clock = manualClock();
    const model = scriptedModel([], { otherwise: '{"steps":[{"act":"Scan","radius":10}]}', delayMs: 100 });
    const planner = createPlanner({ domain: tacticalDomain, model, clock });
    const outcomes = await clock.runUntil(Promise.all(Array.from({ length: 100 }, () => planner.plan(world(1, 8)))));
    expect(model.calls).toHaveLength(1);
    expect(outcomes.every(({ source, plan }) => source === 'llm' && plan === outcomes[0]!.plan)).toBe(true);
    expect(outcomes.filter(({ isShared }) => isShared)).toHaveLength(99);
  });

  it('each of those who wait leaves at its own time, and a failure is not theirs', async () => {
    const clock = manualClock();
    const model = scriptedModel([down()], { otherwise: '{"steps":[{"act":"Scan","radius":10}]}', delayMs: 100 });
    const planner = createPlanner({ domain: tacticalDomain, model, clock, policy: compose([]) });
    const leaver = new AbortController();
    const endedAt = async (budgetMs: number, signal?: AbortSignal) => {
      const result = await planner.plan(world(1, 8), { budgetMs, ...(signal && { signal }) }).then(({ source }) => source, (error: { code: string }) => error.code);
      return [budgetMs, result, clock.now()];
    };
    const all = Promise.all([endedAt(5_000), endedAt(60), endedAt(500), endedAt(900, leaver.signal), endedAt(5_000)]);
    clock.schedule(() => leaver.abort(), 150);
    expect(await clock.runUntil(all)).toEqual([
      [5_000, 'fallback', 100],
      [60, 'fallback', 45],
      [500, 'llm', 200],
      [900, 'PLANWEAVE_CANCELLED', 150],
      [5_000, 'llm', 200],
    ]);
    expect(model.calls).toHaveLength(2);
  });

  it('T7: a reply that drips past the budget is ended by it', async () => {
    const clock = manualClock();
    const model = scriptedModel(['{"steps":[{"act":"Scan","radius":10}]}'], { chunkSize: 1, chunkDelayMs: 1_000 });
    const outcome = await clock.runUntil(createPlanner({ domain: tacticalDomain, model, clock }).plan(world(1, 8), { budgetMs: 5_000 }));
    expect(clock.now()).toBeLessThanOrEqual(5_000);
    expect(outcome).toMatchObject({ source: 'fallback', reason: { code: 'PLANWEAVE_TIMED_OUT' } });
  });

  it('T32: one plan with three attempts is one plan-started and three attempt-started', async () => {
    const events: string[] = [];
    const model = scriptedModel([down(), down(), '{"steps":[{"act":"Scan","radius":10}]}']);
    const clock = manualClock();
    const planner = createPlanner({ domain: tacticalDomain, model, clock, policy: retry(), observers: [{ observe: ({ type }) => void events.push(type) }] });
    await clock.runUntil(planner.plan(world(1, 8)));
    expect(events.filter((type) => type === 'plan-started')).toHaveLength(1);
    expect(events.filter((type) => type === 'attempt-started')).toHaveLength(3);
    expect(events.filter((type) => type === 'attempt-ended')).toHaveLength(3);
  });

  it('a model that ignores every signal cannot hold a plan back', async () => {
    const clock = manualClock();
    const deaf: LanguageModel = { id: 'deaf', generate: () => new Promise(() => {}), stream: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: () => new Promise(() => {}) }) }) };
    const outcome = await clock.runUntil(createPlanner({ domain: tacticalDomain, model: deaf, clock }).plan(world(1, 8), { budgetMs: 100 }));
    expect(outcome.source).toBe('fallback');
    expect(clock.now()).toBeLessThanOrEqual(100);
    expect(clock.pending).toBe(0);
  });
});
