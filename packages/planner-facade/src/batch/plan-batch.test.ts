import { CancelledError, ContextTooLongError, createPlan, ServerUnreachableError, type LanguageModel, type ModelCall, type PlanDomain, type PlanEvent } from '@planweave/core-types';
import { estimateTokens, wordings } from '@planweave/prompt-builder';
import { createPlanCache } from '@planweave/prompt-cache';
import { compose, hedge, retry } from '@planweave/resilience';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { manualClock, recordingObserver, scriptedModel, type ScriptedModelOptions, type ScriptedReply } from '@planweave/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlanner } from '../create-planner.ts';
import type { PlannerOptions } from '../planner-options.ts';

/** A world of its own for each number: only there is an enemy of that id, so that plans cannot be mixed up unnoticed. */
const worldOf = (number: number): WorldSnapshot =>
  tacticalDomain.parseWorld({
    t: 1,
    player: { hp: 80, pos: { x: 0, y: 0 }, stance: 'stand', orders: [] },
    me: { ammo: 5, pos: { x: 2, y: 0 }, cooldowns: {}, morale: 1 },
    enemies: [{ id: 100 + number, pos: { x: 8, y: 1 }, hp: 50, cover: 'none', lastSeenSeconds: 0 }],
    pois: [],
    obstacles: [],
    objective: 'hold the bridge',
  });
const attack = (number: number) => ({ act: 'Attack', target_id: 100 + number });
const hold = { act: 'Scan', radius: 3 };
const domain: PlanDomain<WorldSnapshot> = { ...tacticalDomain, fallback: () => createPlan([hold]) };
const entry = (agent: number, ...steps: object[]) => ({ agent: `a${agent}`, steps });
const text = (...plans: object[]) => JSON.stringify({ plans });
const requests = (...numbers: number[]) => numbers.map((number) => ({ world: worldOf(number), agentId: `guard-${number}` }));

/** Whose turn it is, in the order of the prompt: the enemy that each agent sees. */
function seenIn(call: ModelCall): { readonly agent: string; readonly enemy: number }[] {
  const prompt = call.messages.at(-1)!.content;
  return [...prompt.matchAll(/agent "(a\d+)":[^]*?enemy (\d+)/g)].map(([, agent, enemy]) => ({ agent: agent!, enemy: Number(enemy) }));
}

/** A model that attacks, for each agent, the enemy which that agent alone sees. */
const attackWhatIsSeen = (call: ModelCall): string => {
  const seen = seenIn(call);
  if (seen.length > 0) return text(...seen.map(({ agent, enemy }) => ({ agent, steps: [{ act: 'Attack', target_id: enemy }] })));
  const [, enemy] = /enemy (\d+)/.exec(call.messages.at(-1)!.content)!;
  return JSON.stringify({ steps: [{ act: 'Attack', target_id: Number(enemy) }] });
};

function scene(replies: readonly ScriptedReply[], options: Partial<PlannerOptions<WorldSnapshot>> & { readonly script?: ScriptedModelOptions } = {}) {
  const { script, ...plannerOptions } = options;
  const clock = manualClock();
  const model = scriptedModel(replies, script);
  const observer = recordingObserver();
  const planner = createPlanner({ domain, model, clock, observers: [observer], policy: compose([]), ...plannerOptions });
  return { clock, model, observer, planner };
}

describe('planBatch', () => {
  it('plans for several agents in one call, each checked against its own world', async () => {
    const { planner, model } = scene([attackWhatIsSeen]);
    const { outcomes, calls } = await planner.planBatch(requests(1, 2, 3));
    expect(model.calls).toHaveLength(1);
    expect(outcomes.map(({ plan, source, tier }) => ({ steps: plan.steps, source, tier }))).toEqual([1, 2, 3].map((number) => ({ steps: [attack(number)], source: 'llm', tier: 'full' })));
    expect(calls).toMatchObject([{ requestId: 'batch-1', asked: [0, 1, 2], answered: [0, 1, 2], strays: [], usage: { promptTokens: expect.any(Number) as number } }]);
    expect(Object.isFrozen(outcomes)).toBe(true);
  });

  it('asks under a grammar with the names of the agents, and says what is the same for all only once', async () => {
    const { planner, model } = scene([attackWhatIsSeen], { maxSteps: 3 });
    await planner.planBatch(requests(1, 2));
    const { call } = model.calls[0]!;
    expect(call.schema?.properties?.['plans']).toMatchObject({
      minItems: 2,
      maxItems: 2,
      items: { properties: { agent: { enum: ['a1', 'a2'] }, steps: { type: 'array', maxItems: 3 } }, required: ['agent', 'steps'], additionalProperties: false },
    });
    expect(call.sampling?.maxTokens).toBe(1_024);
    const [system, user] = call.messages.map(({ content }) => content);
    expect(system).toContain('{"plans":[{"agent":NAME,"steps":[{"act":TOOL,ARGUMENT:VALUE}]}]}');
    expect(user!.split('hold the bridge')).toHaveLength(2);
    expect(user!.endsWith('Plan as JSON: a1, a2')).toBe(true);
  });

  it('lets agents without an answer, or with a wrong one, fall to the heuristics, and nobody else', async () => {
    const { planner } = scene([text(entry(1, attack(2)), entry(2, attack(2)), entry(4, { act: 'Fly' }))]);
    const { outcomes, calls } = await planner.planBatch(requests(1, 2, 3, 4));
    expect(outcomes.map(({ source, plan, reason }) => [source, plan.steps[0], reason?.code])).toEqual([
      ['fallback', hold, 'PLANWEAVE_ILLEGAL_PLAN'],
      ['llm', attack(2), undefined],
      ['fallback', hold, 'PLANWEAVE_INVALID_PLAN'],
      ['fallback', hold, 'PLANWEAVE_INVALID_PLAN'],
    ]);
    expect(outcomes[2]!.attempts).toMatchObject([{ ok: false, model: 'scripted', error: { message: expect.stringContaining('a plan for the agent "a3"') as string } }, { tier: 'heuristic', ok: true }]);
    expect(calls[0]!.answered).toEqual([0, 1, 3]);
  });

  it('keeps the legal steps of a partly wrong plan', async () => {
    const { planner } = scene([text(entry(1, attack(1), attack(2)), entry(2, attack(2)))]);
    const { outcomes } = await planner.planBatch(requests(1, 2));
    expect(outcomes[0]).toMatchObject({ source: 'llm', plan: { steps: [attack(1)] }, attempts: [{ ok: true, dropped: [{ code: 'no-target' }] }] });
  });

  it('lets the first of two entries for an agent win, and reports the second and those for nobody', async () => {
    const { planner } = scene([text(entry(1, attack(1)), entry(1, hold), entry(9, hold), entry(2, attack(2)))]);
    const { outcomes, calls } = await planner.planBatch(requests(1, 2));
    expect(outcomes.map(({ plan }) => plan.steps[0])).toEqual([attack(1), attack(2)]);
    expect(calls[0]!.strays).toEqual([{ code: 'duplicate', agent: 'a1' }, { code: 'unknown-agent', agent: 'a9' }]);
  });

  it('T22: result i belongs to request i, whatever is known, missing or wrong, and however many fit into a call', async () => {
    const kinds = fc.constantFrom('known', 'answered', 'missing', 'illegal', 'unreadable');
    await fc.assert(
      fc.asyncProperty(fc.array(kinds, { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 4 }), fc.nat(), async (mask, maxBatch, shuffle) => {
        const numbers = mask.map((_, index) => index + 1);
        const reply: ScriptedReply = (call) => {
          const plans = seenIn(call).flatMap(({ agent, enemy }) => {
            const kind = mask[enemy - 101];
            if (kind === 'missing') return [];
            const wrong = kind === 'illegal' ? { act: 'Attack', target_id: 999 } : 'poetry';
            return [{ agent, steps: [kind === 'answered' ? { act: 'Attack', target_id: enemy } : wrong] }];
          });
          return text(...plans.toSorted((a, b) => ((a.agent.charCodeAt(1) * 7 + shuffle) % 5) - ((b.agent.charCodeAt(1) * 7 + shuffle) % 5)));
        };
        const known = numbers.filter((number) => mask[number - 1] === 'known');
        const { planner } = scene(known.length > 0 ? [attackWhatIsSeen] : [], { cache: createPlanCache(), script: { otherwise: reply } });
        if (known.length > 0) await planner.planBatch(requests(...known), { maxBatch: 9 });
        const { outcomes } = await planner.planBatch(requests(...numbers), { maxBatch });
        for (const [index, outcome] of outcomes.entries()) {
          const world = worldOf(numbers[index]!);
          const isRight = outcome.source === 'fallback' ? outcome.plan.steps[0]!.act === 'Scan' : JSON.stringify(outcome.plan.steps) === JSON.stringify([attack(index + 1)]);
          expect([index, isRight, tacticalDomain.check(world, outcome.plan.steps).every(({ isLegal }) => isLegal)]).toEqual([index, true, true]);
        }
        expect(outcomes.map(({ source }) => source === 'cache')).toEqual(mask.map((kind) => kind === 'known'));
        expect(outcomes).toHaveLength(mask.length);
      }),
      { numRuns: 60 },
    );
  });

  it('asks only for those whom the cache does not know, and remembers each plan for itself', async () => {
    const { planner, model } = scene([attackWhatIsSeen, attackWhatIsSeen], { cache: createPlanCache() });
    await planner.planBatch(requests(1, 3));
    const { outcomes, calls } = await planner.planBatch(requests(1, 2, 3, 4));
    expect(outcomes.map(({ source }) => source)).toEqual(['cache', 'llm', 'cache', 'llm']);
    expect(outcomes.map(({ plan }) => plan.steps[0])).toEqual([1, 2, 3, 4].map(attack));
    expect(calls[0]!.asked).toEqual([1, 3]);
    expect(model.calls).toHaveLength(2);
  });

  it('spreads more agents than fit evenly over several calls, and asks for one that is left alone like for any other', async () => {
    const { planner, model } = scene([], { script: { otherwise: attackWhatIsSeen } });
    const { outcomes, calls } = await planner.planBatch(requests(1, 2, 3, 4, 5, 6, 7, 8, 9), { maxBatch: 4 });
    expect(outcomes.map(({ plan }) => plan.steps[0])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map(attack));
    expect(calls.map(({ asked }) => asked)).toEqual([[0, 1, 2], [3, 4, 5], [6, 7, 8]]);
    const single = await planner.planBatch(requests(5));
    expect(single).toMatchObject({ outcomes: [{ source: 'llm', plan: { steps: [attack(5)] } }], calls: [] });
    expect(model.calls.at(-1)!.call.schema?.properties).toHaveProperty('steps');
  });

  it('V14: a plan counts as soon as its object closes, even when the rest never comes', async () => {
    const reply = text(entry(1, attack(1), hold, attack(1)), entry(2, attack(2)));
    const { planner, clock } = scene([reply], { script: { chunkSize: 1, chunkDelayMs: 1 } });
    const seen: [number, number][] = [];
    const closesAt = reply.indexOf(']}') + 2;
    const planning = planner.planBatch(requests(1, 2), { budgetMs: closesAt + 20, onOutcome: (_, index) => seen.push([index, clock.now()]) });
    const { outcomes, calls } = await clock.runUntil(planning);
    expect(seen[0]).toEqual([0, closesAt - 1]);
    expect(outcomes[0]).toMatchObject({ source: 'llm', plan: { steps: [attack(1), hold, attack(1)] } });
    expect(outcomes[1]).toMatchObject({ source: 'fallback', reason: { code: 'PLANWEAVE_TIMED_OUT' } });
    expect(calls).toMatchObject([{ answered: [0], error: { code: 'PLANWEAVE_TIMED_OUT' } }]);
    expect(clock.now()).toBeLessThanOrEqual(closesAt + 20);
    expect(clock.pending).toBe(0);
  });

  it('takes the steps that were complete when the reply broke off', async () => {
    const reply = text(entry(1, attack(1)), entry(2, attack(2), hold));
    const { planner, observer } = scene([reply.slice(0, reply.indexOf('{"act":"Scan"') + 9)], { cache: createPlanCache() });
    const { outcomes } = await planner.planBatch(requests(1, 2));
    expect(outcomes.map(({ source, plan }) => [source, plan.steps])).toEqual([['llm', [attack(1)]], ['llm', [attack(2)]]]);
    expect(outcomes[1]!.attempts).toMatchObject([{ ok: false, error: { code: 'PLANWEAVE_INVALID_PLAN' } }]);
    expect(observer.of('cache-changed')).toHaveLength(1);
  });

  it('tries a prompt that is too long once more with less in it', async () => {
    const tooLong = new ContextTooLongError({ message: 'too long', model: 'm', host: 'http://127.0.0.1:9' });
    const { planner, model, observer } = scene([tooLong, attackWhatIsSeen]);
    const { outcomes, calls } = await planner.planBatch(requests(1, 2));
    expect(outcomes.map(({ source, tier, plan, reason }) => [source, tier, plan.steps[0], reason?.code])).toEqual([
      ['llm', 'simplified', attack(1), 'PLANWEAVE_CONTEXT_TOO_LONG'],
      ['llm', 'simplified', attack(2), 'PLANWEAVE_CONTEXT_TOO_LONG'],
    ]);
    const lengths = model.calls.map(({ call }) => JSON.stringify(call.messages).length);
    expect(lengths[1]).toBeLessThan(lengths[0]! / 2);
    expect(calls).toHaveLength(2);
    expect(observer.of('attempt-started').map(({ tier }) => tier)).toEqual(['full', 'simplified']);
  });

  it('does not ask a missing server a simpler question', async () => {
    const { planner, model } = scene([new ServerUnreachableError({ message: 'nobody there', model: 'm', host: 'http://127.0.0.1:9' })]);
    const { outcomes } = await planner.planBatch(requests(1, 2));
    expect(model.calls).toHaveLength(1);
    expect(outcomes.map(({ source, reason }) => [source, reason?.code])).toEqual([['fallback', 'PLANWEAVE_SERVER_UNREACHABLE'], ['fallback', 'PLANWEAVE_SERVER_UNREACHABLE']]);
  });

  it('shows all agents in the highest level of detail that fits the token budget', async () => {
    const { planner, model } = scene([attackWhatIsSeen], { prompt: { budgetTokens: 1_500 } });
    const { outcomes } = await planner.planBatch(requests(1, 2));
    expect(outcomes.map(({ source }) => source)).toEqual(['llm', 'llm']);
    expect(estimateTokens(model.calls[0]!.call.messages.map(({ content }) => content).join(''))).toBeLessThan(1_500);
  });

  it('asks in other languages, and in a wording of your own', async () => {
    for (const language of ['de', 'fr', { ...wordings.en, form: 'Write JSON.' }] as const) {
      const { planner, model } = scene([attackWhatIsSeen], { prompt: { language } });
      expect((await planner.planBatch(requests(1, 2))).outcomes.map(({ source }) => source)).toEqual(['llm', 'llm']);
      expect(model.calls[0]!.call.messages[0]!.content).toContain('{"plans":[{"agent":NAME,"steps":[');
    }
  });

  it('stops the model when everybody has a plan', async () => {
    const { planner, model, clock } = scene([`${text(entry(1, attack(1)), entry(2, attack(2)))} And now a poem about bridges.`], { script: { chunkSize: 4, chunkDelayMs: 1 } });
    const { outcomes } = await clock.runUntil(planner.planBatch(requests(1, 2)));
    expect(outcomes.map(({ source }) => source)).toEqual(['llm', 'llm']);
    await clock.settle();
    expect(model.calls[0]!.outcome).toBe('left');
  });

  it('delivers by the deadline when the model never answers', async () => {
    const silent: LanguageModel = { id: 'silent', generate: () => new Promise(() => {}), async *stream() { yield await new Promise<never>(() => {}); } };
    const { planner, clock } = scene([], { model: silent });
    const { outcomes } = await clock.runUntil(planner.planBatch(requests(1, 2, 3), { budgetMs: 250 }));
    expect(clock.now()).toBeLessThanOrEqual(250);
    expect(outcomes.map(({ reason }) => reason?.code)).toEqual(Array(3).fill('PLANWEAVE_TIMED_OUT'));
    const known = await planner.planBatch(requests(1, 2, 3), { budgetMs: 100 });
    expect(known.outcomes.map(({ reason }) => reason?.code)).toEqual(Array(3).fill('PLANWEAVE_REFUSED'));
  });

  it('never waits with a budget of 0', async () => {
    const { planner, model } = scene([attackWhatIsSeen]);
    const { outcomes } = await planner.planBatch(requests(1, 2), { budgetMs: 0 });
    expect(outcomes.map(({ source, reason }) => [source, reason?.code])).toEqual([['fallback', 'PLANWEAVE_REFUSED'], ['fallback', 'PLANWEAVE_REFUSED']]);
    expect(model.calls).toHaveLength(0);
  });

  it("rejects for the caller's abort, before and during the call", async () => {
    const { planner, clock, model } = scene([attackWhatIsSeen], { script: { delayMs: 100 } });
    const stop = new AbortController();
    const planning = planner.planBatch(requests(1, 2), { signal: stop.signal });
    planning.catch(() => {});
    await clock.advance(50);
    stop.abort();
    await expect(planning).rejects.toBeInstanceOf(CancelledError);
    await clock.settle();
    expect(clock.pending).toBe(0);
    await expect(planner.planBatch(requests(1, 2), { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(CancelledError);
    expect(model.calls).toHaveLength(1);
  });

  it('rejects for a wrong world, and says whose', async () => {
    const { planner } = scene([]);
    await expect(planner.planBatch([...requests(1), { world: { ...worldOf(2), me: 'me' } }])).rejects.toMatchObject({
      code: 'PLANWEAVE_INVALID_WORLD',
      message: expect.stringContaining('$[1].world.me') as string,
    });
    await expect(planner.planBatch(requests(1), { maxBatch: 0 })).rejects.toMatchObject({ code: 'PLANWEAVE_INVALID_OPTION' });
  });

  it('is empty for nobody, and needs no model', async () => {
    expect(await scene([]).planner.planBatch([])).toEqual({ outcomes: [], calls: [] });
    const { outcomes } = await createPlanner({ domain }).planBatch(requests(1, 2));
    expect(outcomes).toMatchObject([{ source: 'fallback', reason: { code: 'NO_MODEL' } }, { source: 'fallback' }]);
  });

  it('asks again, when the policy says so, only for those who have no answer yet', async () => {
    const broken: LanguageModel = scriptedModel([attackWhatIsSeen], { id: 'whole' });
    const asked: string[][] = [];
    const model: LanguageModel = {
      id: 'breaks',
      generate: (call, context) => broken.generate(call, context),
      async *stream(call, context) {
        asked.push(seenIn(call).map(({ enemy }) => String(enemy)));
        if (asked.length > 1) return yield* broken.stream(call, context);
        yield { kind: 'text', text: `{"plans":[${JSON.stringify(entry(2, attack(2)))}` };
        throw Object.assign(new Error('connection lost'), {});
      },
    };
    const transient = retry({ initialDelayMs: 0, jitterRatio: 0 });
    const { planner, clock } = scene([], { model, policy: { name: 'again', execute: (operation, context) => operation(context).catch(() => transient.execute(operation, context)) } });
    const { outcomes, calls } = await clock.runUntil(planner.planBatch(requests(1, 2, 3)));
    expect(outcomes.map(({ source, plan }) => [source, plan.steps[0]])).toEqual([['llm', attack(1)], ['llm', attack(2)], ['llm', attack(3)]]);
    expect(asked).toEqual([['101', '102', '103'], ['101', '103']]);
    expect(calls.map(({ answered }) => answered)).toEqual([[1], [0, 2]]);
    expect(outcomes.map(({ attempts }) => attempts.map(({ ok }) => ok))).toEqual([[false, true], [true], [false, true]]);
  });

  it('takes the faster of two calls side by side, and writes nothing into outcomes that are out', async () => {
    let calls = 0;
    const answer: ScriptedReply = async (call, { clock, signal }) => {
      calls += 1;
      const isSlow = calls === 1;
      await new Promise<void>((resolve) => { clock.schedule(resolve, isSlow ? 500 : 10); });
      if (signal.aborted) throw new Error('stopped');
      return attackWhatIsSeen(call);
    };
    const { planner, clock } = scene([], { script: { otherwise: answer }, policy: hedge({ afterMs: 50 }) });
    const { outcomes } = await clock.runUntil(planner.planBatch(requests(1, 2)));
    expect(outcomes.map(({ source, plan }) => [source, plan.steps[0]])).toEqual([['llm', attack(1)], ['llm', attack(2)]]);
    expect(outcomes[0]!.attempts.map(({ ok }) => ok)).toEqual([false, true]);
    await clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });

  it('is not held up by a policy that makes no call', async () => {
    const { planner } = scene([], { policy: { name: 'idle', execute: () => Promise.resolve(undefined as never) } });
    const { outcomes } = await planner.planBatch(requests(1, 2));
    expect(outcomes.map(({ source, reason }) => [source, reason?.code])).toEqual([['fallback', 'PLANWEAVE_REFUSED'], ['fallback', 'PLANWEAVE_REFUSED']]);
  });

  it('tells one call as one attempt, and each request as a story of its own', async () => {
    const { planner, observer } = scene([attackWhatIsSeen]);
    await planner.planBatch(requests(1, 2));
    const of = (requestId: string) => observer.events.filter((event: PlanEvent) => event.requestId === requestId).map(({ type }) => type);
    expect(of('batch-1')).toEqual(['prompt-built', 'attempt-started', 'attempt-ended']);
    for (const id of ['plan-1', 'plan-2']) expect(of(id)).toEqual(['plan-started', 'batch-joined', 'tier-chosen', 'reply-parsed', 'plan-checked', 'plan-ended']);
    expect(observer.of('plan-started').map(({ agentId }) => agentId)).toEqual(['guard-1', 'guard-2']);
  });

  it('tells by which call each request is asked for', async () => {
    const { planner, observer } = scene([attackWhatIsSeen]);
    const { outcomes } = await planner.planBatch(requests(1, 2));
    const joined = observer.events.filter((event) => event.type === 'batch-joined');
    expect(joined).toMatchObject(outcomes.map(({ requestId }) => ({ requestId, batchId: 'batch-1' })));
    expect(observer.events.indexOf(joined[1]!)).toBeLessThan(observer.events.findIndex(({ requestId }) => requestId === 'batch-1'));
  });

  it('contains what onOutcome throws', async () => {
    const { planner, observer } = scene([attackWhatIsSeen]);
    const { outcomes } = await planner.planBatch(requests(1, 2), { onOutcome: () => { throw new Error('full'); } });
    expect(outcomes).toHaveLength(2);
    expect(observer.of('plug-in-failed')).toHaveLength(2);
  });

  it('is not held up by a store that keeps some of the requests', async () => {
    const { clock, planner, model } = scene([], { script: { otherwise: attackWhatIsSeen }, cache: createPlanCache() });
    const same = { world: worldOf(1) };
    const { outcomes } = await clock.runUntil(planner.planBatch([same, same, ...requests(2)]));
    expect(outcomes.map(({ plan }) => plan.steps[0])).toEqual([attack(1), attack(1), attack(2)]);
    expect(model.calls.length).toBeLessThanOrEqual(2);
  });
});
