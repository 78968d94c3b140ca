import { runInNewContext } from 'node:vm';
import { CancelledError, ModelNotFoundError, PlanweaveError, ServerUnreachableError, type LanguageModel, type PlanDomain, type PlanEvent } from '@planweave/core-types';
import { createPlanCache } from '@planweave/prompt-cache';
import { attemptTimeout, compose, retry } from '@planweave/resilience';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { manualClock, scriptedModel } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { createPlanner } from './create-planner.ts';
import type { PlanOutcome } from './outcome/plan-outcome.ts';
import type { PlannerOptions } from './planner-options.ts';

const world = tacticalDomain.parseWorld({
  t: 1,
  player: { hp: 80, pos: { x: 0, y: 0 } },
  me: { ammo: 5, pos: { x: 2, y: 0 } },
  enemies: [{ id: 9, pos: { x: 8, y: 1 }, hp: 50, lastSeenSeconds: 0 }],
  pois: [],
  obstacles: [],
  objective: 'hold the bridge',
});
const scan = '{"steps":[{"act":"Scan","radius":10}]}';
const where = { model: 'm', host: 'http://127.0.0.1:9' };

const planner = (options: Partial<PlannerOptions<WorldSnapshot>> = {}) => createPlanner({ domain: tacticalDomain, ...options });

function isLegal(outcome: PlanOutcome, snapshot = world): boolean {
  const verdicts = tacticalDomain.check(snapshot, outcome.plan.steps);
  return verdicts.length > 0 && verdicts.every((verdict) => verdict.isLegal);
}

describe('createPlanner', () => {
  it("gives the model's plan and says so", async () => {
    const model = scriptedModel([scan]);
    const outcome = await planner({ model }).plan(world);
    expect(outcome).toMatchObject({ source: 'llm', tier: 'full', plan: { steps: [{ act: 'Scan', radius: 10 }] }, attempts: [{ attempt: 1, ok: true }] });
    expect(outcome.reason).toBeUndefined();
    expect(Object.isFrozen(outcome.plan.steps)).toBe(true);
  });

  it('asks under the grammar of exactly the tools that the prompt shows, without thinking', async () => {
    const model = scriptedModel([scan]);
    await planner({ model, maxSteps: 3 }).plan(world);
    const { call } = model.calls[0]!;
    expect(call.schema?.properties?.['steps']?.maxItems).toBe(3);
    expect(call).toMatchObject({ think: false, sampling: { temperature: 0.1, maxTokens: 512 } });
    expect(JSON.stringify(call.messages)).toContain('hold the bridge');
  });

  it('keeps the legal steps of a partly wrong plan and reports the others', async () => {
    const text = '{"steps":[{"act":"Scan","radius":10},{"act":"Fly","to":"moon"},{"act":"Attack","target_id":12345}]}';
    const outcome = await planner({ model: scriptedModel([text]) }).plan(world);
    expect(outcome).toMatchObject({ source: 'llm', plan: { steps: [{ act: 'Scan' }] } });
    expect(outcome.attempts[0]?.dropped).toHaveLength(2);
    expect(isLegal(outcome)).toBe(true);
  });

  it('asks again with what was wrong, then a simpler question, and tells every attempt', async () => {
    const poetry = 'I would rather talk about poetry.';
    const model = scriptedModel([poetry, poetry, scan]);
    const outcome = await planner({ model }).plan(world);
    expect(outcome).toMatchObject({
      source: 'llm',
      tier: 'simplified',
      attempts: [
        { tier: 'full', ok: false, error: { code: 'PLANWEAVE_INVALID_PLAN' } },
        { tier: 'full', ok: false, error: { code: 'PLANWEAVE_INVALID_PLAN' } },
        { tier: 'simplified', ok: true },
      ],
      reason: { code: 'PLANWEAVE_INVALID_PLAN', sentence: "The model's answer could not be read; a simpler question was asked instead." },
    });
    const [first, again, simpler] = model.calls.map(({ call }) => call.messages);
    expect(again!.slice(0, first!.length)).toEqual(first);
    expect(again!.slice(first!.length)).toMatchObject([{ role: 'assistant', content: poetry }, { role: 'user', content: expect.stringContaining('cannot be used') }]);
    expect(JSON.stringify(simpler).length).toBeLessThan(JSON.stringify(first).length);
  });

  it('tells the model which of its steps were not possible when none was', async () => {
    const model = scriptedModel(['{"steps":[{"act":"Attack","target_id":777}]}', scan]);
    const outcome = await planner({ model }).plan(world);
    expect(outcome).toMatchObject({ source: 'llm', tier: 'full', attempts: [{ ok: false, error: { code: 'PLANWEAVE_ILLEGAL_PLAN' }, dropped: [{ problem: expect.stringContaining('777') as string }] }, { ok: true }] });
    expect(outcome.reason).toBeUndefined();
    expect(model.calls[1]!.call.messages.at(-1)!.content).toContain('777');
  });

  it('does not ask a model that is known to need more time than is left', async () => {
    const clock = manualClock();
    // nearly all of the time goes into writing, which a shorter prompt does not change
    const model = scriptedModel([scan, scan], { chunkSize: 1, chunkDelayMs: 3_000 / (scan.length - 1) });
    const made = planner({ model, clock });
    await clock.runUntil(made.plan(world, { budgetMs: 10_000 }));
    const askedAt = clock.now();
    const outcome = await made.plan(world, { budgetMs: 1_500 });
    expect(outcome).toMatchObject({ source: 'fallback', reason: { code: 'PLANWEAVE_REFUSED' } });
    expect(outcome.attempts[0]).toMatchObject({ tier: 'full', ok: false, durationMs: 0, error: { code: 'PLANWEAVE_REFUSED', message: expect.stringContaining('3000 ms') } });
    // a clock that stands still shows that nobody waited
    expect(clock.now()).toBe(askedAt);
    expect(model.calls).toHaveLength(1);
    await clock.advance(15_001);
    expect((await clock.runUntil(made.plan(world, { budgetMs: 5_000 }))).source).toBe('llm');
  });

  it('hands out each step while the later ones are still being written', async () => {
    const clock = manualClock();
    const seen: string[] = [];
    const text = '{"steps":[{"act":"Scan","radius":10},{"act":"Fly"},{"act":"Wait","duration":1}]}';
    const model = scriptedModel([text], { chunkSize: 10, chunkDelayMs: 10 });
    const planning = planner({ model, clock }).plan(world, { onStep: (step, index) => void seen.push(`${index} ${step.act} at ${clock.now()}`) });
    const outcome = await clock.runUntil(planning);
    expect(seen).toEqual(['0 Scan at 30', '1 Wait at 70']);
    expect(outcome.plan.steps.map(({ act }) => act)).toEqual(['Scan', 'Wait']);
  });

  it('uses the legal steps of a reply that broke off, tells so, and does not keep them', async () => {
    const clock = manualClock();
    const seen: string[] = [];
    const broken = '{"steps":[{"act":"Scan","radius":10},{"act":"Fly"},{"act":"Wai';
    const hangs: LanguageModel = {
      id: 'hangs',
      generate: () => new Promise(() => {}),
      async *stream() {
        yield { kind: 'text', text: broken };
        await new Promise<never>(() => {});
      },
    };
    const cache = createPlanCache();
    const planning = planner({ model: hangs, clock, cache }).plan(world, { budgetMs: 400, onStep: ({ act }) => void seen.push(act) });
    const outcome = await clock.runUntil(planning);
    expect(outcome).toMatchObject({ source: 'llm', tier: 'full', plan: { steps: [{ act: 'Scan' }] }, reason: { code: 'PLANWEAVE_TIMED_OUT', sentence: 'The model did not answer in 400 ms; using the steps it had written.' } });
    expect(seen).toEqual(['Scan']);
    expect(cache.stats().entries).toBe(0);
  });

  it('makes no other call once steps were handed out, for they come from one reply', async () => {
    const clock = manualClock();
    const seen: string[] = [];
    const model = scriptedModel(['{"steps":[{"act":"Wait","duration":1},{"act":"Wa', '{"steps":[{"act":"Scan","radius":10},{"act":"Scan","radius":10},{"act":"Wai']);
    const failing: LanguageModel = {
      ...model,
      async *stream(call, context) {
        for await (const chunk of model.stream(call, context)) if (chunk.kind === 'text') yield chunk;
        throw new ServerUnreachableError({ message: 'the connection broke', ...where });
      },
    };
    const outcome = await clock.runUntil(planner({ model: failing, clock, policy: retry() }).plan(world, { onStep: ({ act }) => void seen.push(act) }));
    expect(model.calls).toHaveLength(1);
    expect(outcome.plan.steps.map(({ act }) => act)).toEqual(['Wait']);
    expect(seen).toEqual(['Wait']);
  });

  it('says how long the model was waited for when a policy gave it less than the budget', async () => {
    const clock = manualClock();
    const model = scriptedModel([scan, scan], { chunkSize: 5, chunkDelayMs: 10_000 });
    const outcome = await clock.runUntil(planner({ model, clock, policy: attemptTimeout({ timeoutMs: 70 }) }).plan(world, { budgetMs: 5_000 }));
    expect(outcome.reason?.sentence).toMatch(/^The model did not answer in 70 ms/);
  });

  it('hands out the steps of a fallback plan as well, and contains what onStep throws', async () => {
    const seen: string[] = [];
    const outcome = await planner().plan(world, {
      onStep: ({ act }) => {
        seen.push(act);
        throw new Error('game over');
      },
    });
    expect(seen).toEqual(outcome.plan.steps.map(({ act }) => act));
  });

  it('falls back at once when the server is not there, without asking it a simpler question', async () => {
    const model = scriptedModel([new ServerUnreachableError({ message: 'No Ollama server at http://127.0.0.1:9', ...where })]);
    const outcome = await planner({ model, policy: compose([]) }).plan(world);
    expect(model.calls).toHaveLength(1);
    expect(outcome).toMatchObject({ source: 'fallback', tier: 'heuristic', reason: { code: 'PLANWEAVE_SERVER_UNREACHABLE' } });
    expect(outcome.reason?.message).toContain('http://127.0.0.1:9');
    expect(isLegal(outcome)).toBe(true);
  });

  it('tries again after a transient failure, and leaves a server alone that is down, when it is told nothing', async () => {
    const clock = manualClock();
    const down = new ServerUnreachableError({ message: 'No Ollama server at http://127.0.0.1:9', ...where });
    const model = scriptedModel([down, scan, down, down, down, down, down]);
    const resilient = planner({ model, clock });
    const first = await clock.runUntil(resilient.plan(world));
    expect(first).toMatchObject({ source: 'llm', attempts: [{ ok: false }, { ok: true }] });
    for (const calls of [5, 7, 7]) {
      expect(await clock.runUntil(resilient.plan(world))).toMatchObject({ source: 'fallback' });
      expect(model.calls).toHaveLength(calls);
    }
  });

  it('delivers the heuristic plan before the deadline when the model never answers', async () => {
    const clock = manualClock();
    const silent: LanguageModel = { id: 'silent', generate: () => new Promise(() => {}), async *stream() { yield await new Promise<never>(() => {}); } };
    const planning = planner({ model: silent, clock }).plan(world, { budgetMs: 250 });
    const outcome = await clock.runUntil(planning);
    expect(clock.now()).toBeLessThanOrEqual(250);
    expect(outcome).toMatchObject({ source: 'fallback', reason: { code: 'PLANWEAVE_TIMED_OUT', sentence: 'The model did not answer in 250 ms; following the standard tactics instead.' } });
    expect(outcome.attempts.map(({ tier, ok }) => [tier, ok])).toEqual([['full', false], ['heuristic', true]]);
    expect(outcome.attempts[0]?.durationMs).toBe(235);
    expect(isLegal(outcome)).toBe(true);
  });

  it('never waits with a budget of 0', async () => {
    const model = scriptedModel([scan]);
    const outcome = await planner({ model, clock: manualClock() }).plan(world, { budgetMs: 0 });
    expect(model.calls).toHaveLength(0);
    expect(outcome).toMatchObject({ source: 'fallback', reason: { code: 'PLANWEAVE_REFUSED' } });
  });

  it('needs no model', async () => {
    const outcome = await planner().plan(world);
    expect(outcome).toMatchObject({ source: 'fallback', reason: { code: 'NO_MODEL' }, attempts: [{ tier: 'heuristic', ok: true }] });
    expect(isLegal(outcome)).toBe(true);
  });

  it("rejects with CancelledError for the caller's abort, before and during the call", async () => {
    const stop = new AbortController();
    const silent: LanguageModel = { id: 'silent', generate: () => new Promise(() => {}), async *stream() { yield await new Promise<never>(() => {}); } };
    const planning = planner({ model: silent, clock: manualClock() }).plan(world, { signal: stop.signal });
    stop.abort();
    await expect(planning).rejects.toBeInstanceOf(CancelledError);
    await expect(planner().plan(world, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(CancelledError);
  });

  it('rejects for an invalid world and for an invalid budget', async () => {
    await expect(planner().plan({ ...world, me: { ammo: 'lots' } })).rejects.toMatchObject({ code: 'PLANWEAVE_INVALID_WORLD' });
    await expect(planner().plan(world, { budgetMs: -1 })).rejects.toMatchObject({ code: 'PLANWEAVE_INVALID_OPTION' });
    expect(() => planner({ maxSteps: 0 })).toThrow('option "maxSteps"');
  });

  it.each([
    ['throws', { fallback: () => { throw new TypeError('no idea'); } }],
    ['gives nothing', { fallback: () => ({ id: 'x', steps: [] }) }],
    ['gives an illegal step', { fallback: () => ({ id: 'x', steps: [{ act: 'Attack', target_id: 777 }] }) }],
  ])('takes the emergency step when the heuristic of the domain %s', async (_, broken) => {
    const domain: PlanDomain<WorldSnapshot> = { ...tacticalDomain, ...broken };
    const outcome = await planner({ domain }).plan(world);
    expect(outcome).toMatchObject({ source: 'fallback', tier: 'emergency', attempts: [{ tier: 'heuristic', ok: false }, { tier: 'emergency', ok: true }] });
    expect(isLegal(outcome)).toBe(true);
  });

  it('throws at once for prompts that cannot be worded so', () => {
    expect(() => planner({ prompt: { rules: [''] } })).toThrow(/rules/);
    expect(() => planner({ prompt: { minimalTools: ['Fly'] } })).toThrow(/Fly/);
  });

  it('takes the safest single step when heuristics give a promise, and hears its failure', async () => {
    const late = { ...tacticalDomain, fallback: () => Promise.reject(new Error('too late')) } as unknown as PlanDomain<WorldSnapshot>;
    const outcome = await createPlanner({ domain: late }).plan(world);
    expect(outcome.tier).toBe('emergency');
    expect(outcome.attempts[0]?.error?.message).toMatch(/gave a promise/);
    expect(isLegal(outcome)).toBe(true);
  });

  it('hears a promise of another realm, from the heuristics as from onStep', async () => {
    const foreign = () => runInNewContext('Promise.reject(new Error("too late"))') as never;
    const failures: string[] = [];
    const observers = [{ observe: (event: PlanEvent) => void (event.type === 'plug-in-failed' && failures.push(event.error.message)) }];
    const outcome = await planner({ domain: { ...tacticalDomain, fallback: foreign }, observers }).plan(world, { onStep: foreign });
    expect(outcome).toMatchObject({ tier: 'emergency', attempts: [{ error: { message: expect.stringMatching(/gave a promise/) as string } }, {}] });
    await new Promise((resolve) => setImmediate(resolve));
    expect(failures).toMatchObject([expect.stringMatching(/gave a promise/), expect.stringMatching(/onStep.*too late/)]);
  });

  it('contains whatever a model throws', async () => {
    for (const thrown of [new Error('odd'), 'text', undefined, null, 42]) {
      const broken: LanguageModel = { id: 'broken', generate: () => Promise.reject(thrown), stream: () => { throw thrown; } };
      const outcome = await planner({ model: broken }).plan(world);
      expect(outcome.source).toBe('fallback');
      expect(isLegal(outcome)).toBe(true);
    }
  });

  it('contains an observer that throws', async () => {
    const outcome = await planner({ observers: [{ observe() { throw new Error('disk full'); } }] }).plan(world);
    expect(isLegal(outcome)).toBe(true);
  });

  it('tells the whole story in events: one start, one end, and each attempt in between', async () => {
    const events: PlanEvent[] = [];
    const model = scriptedModel([new ServerUnreachableError({ message: 'down', ...where }), scan]);
    await planner({ model, policy: retry({ initialDelayMs: 0 }), observers: [{ observe: (event) => void events.push(event) }] }).plan(world);
    expect(events.map(({ type }) => type)).toEqual([
      'plan-started',
      'prompt-built',
      'tier-chosen',
      'attempt-started',
      'attempt-ended',
      'retry-scheduled',
      'attempt-started',
      'reply-parsed',
      'plan-checked',
      'attempt-ended',
      'plan-ended',
    ]);
    expect(new Set(events.map(({ requestId }) => requestId)).size).toBe(1);
  });

  it('answers from the cache for an equal world, and only a whole plan of the best tier is kept', async () => {
    const model = scriptedModel(['{"steps":[{"act":"Scan","radius":10},{"act":"Fly"}]}', scan]);
    const remembering = planner({ model, cache: createPlanCache() });
    expect((await remembering.plan(world)).source).toBe('llm');
    expect((await remembering.plan(world)).source).toBe('llm');
    const third = await remembering.plan({ ...world, t: 99 });
    expect(third).toMatchObject({ source: 'cache', cache: { verdict: 'hit' }, attempts: [] });
    expect(model.calls).toHaveLength(2);
  });

  it('planSync gives what is known at once, tells its whole story, and of a miss only the lookup', async () => {
    const clock = manualClock();
    const events: PlanEvent[] = [];
    const known = planner({ model: scriptedModel([scan]), clock, cache: createPlanCache({ clock }), observers: [{ observe: (event) => void events.push(event) }] });
    expect(known.planSync(world)).toBeUndefined();
    expect(events).toMatchObject([{ type: 'cache-looked-up', requestId: 'plan-1', verdict: 'miss' }]);
    const { plan } = await known.plan(world);
    events.length = 0;
    expect(known.planSync(world)).toMatchObject({ plan, source: 'cache', tier: 'full', attempts: [], cache: { verdict: 'hit', distance: 0, freshness: 1 } });
    expect(events.map(({ type }) => type)).toEqual(['plan-started', 'cache-looked-up', 'plan-ended']);
    expect(() => known.planSync({ t: 'now' })).toThrow('$.');
    expect(planner().planSync(world)).toBeUndefined();
  });

  it('tells observers who refused a call, and that a plan was shared', async () => {
    const clock = manualClock();
    const ends: unknown[] = [];
    const observers = [{ observe: (event: PlanEvent) => void (event.type === 'plan-ended' && event.result.ok && ends.push({ shared: event.result.isShared === true, refusedBy: event.result.reason?.refusedBy })) }];
    const watched = planner({ model: scriptedModel([scan], { delayMs: 20 }), clock, observers });
    await watched.plan(world, { budgetMs: 0 });
    await clock.runUntil(Promise.all([watched.plan(world), watched.plan(world)]));
    expect(ends).toEqual([{ shared: false, refusedBy: 'time' }, { shared: false, refusedBy: undefined }, { shared: true, refusedBy: undefined }]);
  });

  it('does not let an observer change what its caller gets', async () => {
    const vandal = {
      observe(event: PlanEvent) {
        if (event.type === 'attempt-ended') (event.usage as { promptTokens: number }).promptTokens = -1;
      },
    };
    const outcome = await planner({ model: scriptedModel([scan]), observers: [vandal] }).plan(world);
    expect(outcome.attempts[0]?.usage?.promptTokens).toBeGreaterThan(0);
  });

  it('keeps no plan that the cache would not take, and says so once', async () => {
    const events: PlanEvent[] = [];
    const cache = { ...createPlanCache(), store: () => expect.fail('the disk is full') };
    await planner({ model: scriptedModel([scan]), cache, observers: [{ observe: (event) => void events.push(event) }] }).plan(world);
    expect(events.filter(({ type }) => type === 'cache-changed' || type === 'plug-in-failed').map(({ type }) => type)).toEqual(['plug-in-failed']);
  });

  it('tells the model what the agent did before, and mixes up no plans of different histories', async () => {
    const model = scriptedModel([], { otherwise: scan });
    const remembering = planner({ model, cache: createPlanCache() });
    const history = [{ steps: [{ act: 'Wait', duration: 1 }], outcome: 'failed', note: 'the bridge fell' }] as const;
    await remembering.plan(world, { history });
    expect(model.calls[0]!.call.messages.at(-1)!.content).toContain('the bridge fell');
    expect((await remembering.plan(world)).source).toBe('llm');
    expect((await remembering.plan(world, { history })).source).toBe('cache');
    await expect(remembering.plan(world, { history: 'none' as never })).rejects.toThrow('history');
  });

  it('passes over a cache that throws', async () => {
    const fail = () => { throw new Error('corrupt'); };
    const cache = { lookup: fail, find: fail, store: fail };
    const outcome = await planner({ model: scriptedModel([scan]), cache }).plan(world);
    expect(outcome.source).toBe('llm');
  });

  it('gives the same outcome for the same inputs', async () => {
    const run = async () => {
      const clock = manualClock();
      const made = planner({ model: scriptedModel([scan], { delayMs: 20, chunkSize: 3 }), clock });
      return JSON.stringify(await clock.runUntil(made.plan(world)));
    };
    expect(await run()).toBe(await run());
  });

  it('has an error of the toolkit in every rejection', async () => {
    const error: unknown = await planner().plan(undefined).catch((thrown: unknown) => thrown);
    expect(PlanweaveError.isInstance(error)).toBe(true);
    expect(ModelNotFoundError.isInstance(error)).toBe(false);
  });
});
