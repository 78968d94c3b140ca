import { createPlan, type CallContext, type LanguageModel, type ModelChunk, type PlanDomain, type PlanEvent, type Policy } from '@planweave/core-types';
import { createPlanCache } from '@planweave/prompt-cache';
import { compose } from '@planweave/resilience';
import { lineDomain, manualClock, scriptedModel } from '@planweave/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlanner } from './create-planner.ts';
import type { PlannerCache, PlannerOptions } from './planner-options.ts';

type Line = ReturnType<typeof lineDomain.parseWorld>;

const world = { length: 5, at: 0, goal: 3 };
const good = '{"steps":[{"act":"Right"},{"act":"Right"}]}';
const unheard: unknown[] = [];
const hear = (reason: unknown) => void unheard.push(reason);

beforeEach(() => void process.on('unhandledRejection', hear));
afterEach(async () => {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  process.off('unhandledRejection', hear);
  const [first] = unheard.splice(0);
  if (first !== undefined) throw new Error('A promise rejected with nobody to hear it', { cause: first });
});

function planner(options: Partial<PlannerOptions<Line>> = {}) {
  const clock = manualClock();
  const events: PlanEvent[] = [];
  const made = createPlanner({ domain: lineDomain, clock, observers: [{ observe: (event) => void events.push(event) }], ...options });
  return {
    plan: (...given: Parameters<typeof made.plan>) => made.plan(...given),
    planSync: (line: unknown) => made.planSync(line),
    planBatch: (...given: Parameters<typeof made.planBatch>) => made.planBatch(...given),
    clock,
    failures: () => events.filter(({ type }) => type === 'plug-in-failed'),
  };
}

/** A model that writes these chunks, each after a pause, and then falls silent. It notes the signals of its calls. */
function writing(clock: ReturnType<typeof manualClock>, chunks: readonly ModelChunk[], pauseMs = 0) {
  const signals: AbortSignal[] = [];
  const model: LanguageModel = {
    id: 'm',
    generate: () => new Promise(() => {}),
    async *stream(_, { signal }) {
      signals.push(signal);
      for (const chunk of chunks) {
        if (pauseMs > 0) {
          await new Promise<void>((resolve) => {
            clock.schedule(resolve, pauseMs);
          });
        }
        yield chunk;
      }
      await new Promise<never>(() => {});
    },
  };
  return { model, signals };
}

const text = (written: string): ModelChunk => ({ kind: 'text', text: written });

describe('a planner among hostile plug-ins', () => {
  it('survives a domain that throws while a batch is given up', async () => {
    const clock = manualClock();
    const broken: PlanDomain<Line> = {
      ...lineDomain,
      check(line, steps) {
        if (line.at === 0) throw new Error('check boom');
        return lineDomain.check(line, steps);
      },
    };
    const { model } = writing(clock, [text('{"plans":[{"agent":"a1","steps":[{"act":"Right"},')]);
    const batch = planner({ domain: broken, model, clock }).planBatch([{ world }, { world: { ...world, at: 1 } }], { budgetMs: 200 });
    expect((await clock.runUntil(batch)).outcomes).toMatchObject([{ source: 'fallback', isUnchecked: true }, { source: 'fallback', isUnchecked: false }]);
  });

  it.each<[string, () => Policy]>([
    ['makes up nothing', () => ({ name: 'made up', execute: (operation, context) => operation(context).catch(() => null as never) })],
    ['makes a plan up', () => ({ name: 'made up', execute: async () => createPlan([{ act: 'Left' }]) as never })],
    ['makes no call', () => ({ name: 'idle', execute: async () => undefined as never })],
  ])('uses no plan of a policy that %s', async (_, policy) => {
    const { plan } = planner({ model: scriptedModel([new Error('down')]), policy: policy() });
    const outcome = await plan(world);
    expect(outcome).toMatchObject({ source: 'fallback', tier: 'heuristic' });
    expect(outcome.attempts[0]?.error).toBeDefined();
    expect(outcome.reason?.code).not.toBe('NO_MODEL');
  });

  it('uses no plan that a policy remembers from another request', async () => {
    let remembered: Promise<unknown> | undefined;
    const memo: Policy = { name: 'memo', execute: (operation, context) => (remembered ??= operation(context)) as never };
    const { plan } = planner({ model: scriptedModel([good]), policy: memo });
    expect((await plan(world)).source).toBe('llm');
    expect(await plan({ length: 2, at: 1, goal: 0 })).toMatchObject({ source: 'fallback' });
  });

  it('starts no call for a caller who has left, and leaves none running under a signal that is not its own', async () => {
    const clock = manualClock();
    const { model, signals } = writing(clock, []);
    const stubborn: Policy = {
      name: 'stubborn',
      async execute(operation, context) {
        for (let call = 0; call < 3; call += 1) {
          try {
            return await operation({ ...context, signal: new AbortController().signal } satisfies CallContext);
          } catch {
            // again
          }
        }
        throw new Error('enough');
      },
    };
    const outcome = await clock.runUntil(planner({ model, clock, policy: stubborn }).plan(world, { budgetMs: 100 }));
    await clock.advance(10_000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(outcome).toMatchObject({ source: 'fallback', reason: { code: 'PLANWEAVE_TIMED_OUT' } });
    expect(outcome.attempts.every(({ ok, error }) => ok || error !== undefined)).toBe(true);
  });

  it.each<[string, ModelChunk]>([
    ['blanks', text('\n')],
    ['thoughts', { kind: 'thinking', text: 'hm' }],
  ])('does not wait for the end of %s after a complete plan', async (_, chunk) => {
    const clock = manualClock();
    const { model } = writing(clock, [text(good), ...Array.from({ length: 200 }, () => chunk)], 10);
    const outcome = await clock.runUntil(planner({ model, clock }).plan(world, { budgetMs: 1_000 }));
    expect(outcome).toMatchObject({ source: 'llm', tier: 'full' });
    expect(outcome.reason).toBeUndefined();
    expect(clock.now()).toBeLessThan(100);
  });

  it('takes the plan of a reply whose end lacks everything else, and learns nothing odd from it', async () => {
    const { plan, clock } = planner({ model: writing(manualClock(), [text(good), { kind: 'end', reply: { text: good } as never }]).model });
    expect(await clock.runUntil(plan(world))).toMatchObject({ source: 'llm', attempts: [{ ok: true }] });
    const odd = { text: good, finishReason: 'stop', timings: { totalMs: 1, loadMs: Number.NaN, prefillMs: Number.NaN, decodeMs: -1 } };
    const second = planner({ model: writing(manualClock(), [text(good), { kind: 'end', reply: odd as never }]).model });
    for (let index = 0; index < 2; index += 1) expect((await second.clock.runUntil(second.plan({ ...world, at: index }))).timings).toMatchObject({ loadMs: 0, decodeMs: 0 });
  });

  it('does not call a model absent that threw something strange', async () => {
    const strange = Object.assign(new Error('odd'), { [Symbol.for('planweave.error')]: true, code: 'ODD' });
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    for (const thrown of [strange, revoked.proxy]) {
      const model: LanguageModel = { id: 'm', generate: () => Promise.reject(thrown), stream: () => { throw thrown; } };
      const outcome = await planner({ model }).plan(world);
      expect(outcome.reason?.code).toBe('PLANWEAVE_PLUG_IN_FAILED');
    }
  });

  it.each<[string, () => PlannerCache]>([
    ['changes its mind between the look and the use', () => {
      let looks = 0;
      const plan = { id: 'p', get steps() { looks += 1; return [{ act: looks > 1 ? 'Left' : 'Right' }]; } };
      return { ...createPlanCache(), find: () => ({ verdict: 'hit', plan, distance: 0, freshness: 1, tokensSaved: 0 }) };
    }],
    ['gives a plan with something odd in it', () => ({ ...createPlanCache(), find: () => ({ verdict: 'hit', plan: { id: 'p', steps: [{ act: 'Right' }], rationale: new Uint8Array(3) as never }, distance: 0, freshness: 1, tokensSaved: 0 }) })],
    ['gives an illegal plan', () => ({ ...createPlanCache(), find: () => ({ verdict: 'hit', plan: createPlan([{ act: 'Left' }]), distance: 0, freshness: 1, tokensSaved: 0 }) })],
    ['throws when it is looked at', () => ({ ...createPlanCache(), find: () => ({ get verdict(): never { throw new Error('no'); }, plan: undefined, distance: 0, freshness: 1, tokensSaved: 0 }) })],
    ['answers later', () => ({ ...createPlanCache(), find: () => Promise.reject(new Error('later')) as never, store: () => Promise.reject(new Error('later')) as never })],
  ])('serves nothing illegal from a cache that %s', async (_, cache) => {
    const { plan, planSync } = planner({ model: scriptedModel([], { otherwise: good }), cache: cache() });
    for (const outcome of [await plan(world), planSync(world)]) {
      const verdicts = outcome && lineDomain.check(world, outcome.plan.steps);
      expect(verdicts?.every(({ isLegal }) => isLegal)).not.toBe(false);
      expect(Object.isFrozen(outcome?.plan.steps[0] ?? Object.freeze({}))).toBe(true);
    }
  });

  it('checks a shared answer against the world of each who gets it', async () => {
    const forgetful = { ...lineDomain, canonical: () => ({}) };
    const { plan } = planner({ domain: forgetful, model: scriptedModel([], { otherwise: good }) });
    const narrow = { length: 1, at: 0, goal: 0 };
    const [, second] = await Promise.all([plan(world), plan(narrow)]);
    expect(lineDomain.check(narrow, second.plan.steps).every(({ isLegal }) => isLegal)).toBe(true);
  });

  it.each<[string, PlanDomain<Line>['check']]>([
    ['gives no verdicts', () => []],
    ['gives odd verdicts', (_, steps) => steps.map(() => ({ isLegal: 'no' }) as never)],
    ['refuses everything', (_, steps) => steps.map(() => ({ isLegal: false, code: 'no', problem: 'no', isRecoverable: false }))],
  ])('marks the step of a domain that %s', async (_, check) => {
    const { plan } = planner({ domain: { ...lineDomain, check } });
    expect(await plan(world)).toMatchObject({ tier: 'emergency', isUnchecked: true, plan: { rationale: 'the domain calls no step legal' } });
  });

  it('hears the late failures of onOutcome', async () => {
    const { planBatch, failures } = planner();
    await planBatch([{ world }], { onOutcome: () => Promise.reject(new Error('too late')) });
    await Promise.resolve();
    expect(failures()).toHaveLength(1);
  });

  it('keeps heuristic plans within maxSteps', async () => {
    expect((await planner({ maxSteps: 1 }).plan(world)).plan.steps).toHaveLength(1);
  });

  it('says that no model is connected when the heuristics fail as well', async () => {
    const speechless = { ...lineDomain, fallback: () => { throw new Error('no idea'); } };
    expect((await planner({ domain: speechless }).plan(world)).reason?.sentence).toBe('No language model is connected; taking the safest single step.');
  });

  it('refuses wrong options with their names', async () => {
    const { plan } = planner({ policy: compose([]) });
    for (const [name, value] of [['signal', null], ['signal', {}], ['priority', 'urgent'], ['onStep', 5]] as const) {
      await expect(plan(world, { [name]: value })).rejects.toThrow(name);
    }
    expect((await plan(world, null as never)).source).toBe('fallback');
    expect(() => createPlanner({ domain: lineDomain, model: 'phi3' as never })).toThrow('model');
  });
});
