import { createPlan, InvalidOptionError, InvalidWorldError, type PlanDomain, type PlanStep } from '@planweave/core-types';
import { createPlanCache, type PlanCache } from '@planweave/prompt-cache';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { manualClock, recordingObserver, scriptedModel, type ScriptedModelOptions, type ScriptedReply } from '@planweave/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '../allocate/allocate.ts';
import { createPlanner } from '../create-planner.ts';
import type { PlanOutcome, PlanTimings } from '../outcome/plan-outcome.ts';
import type { AgentOptions, AgentPlanner, AgentTick } from './agent.ts';
import { createAgent, type CreateAgentOptions } from './create-agent.ts';

const enemy = (hp: number, x = 8) => ({ id: 9, pos: { x, y: 1 }, hp, cover: 'none', lastSeenSeconds: 0 });
const worldWith = (parts: { readonly [Key in keyof WorldSnapshot]?: unknown } = {}): WorldSnapshot =>
  tacticalDomain.parseWorld({
    t: 1,
    player: { hp: 80, pos: { x: 0, y: 0 }, stance: 'stand', orders: [] },
    me: { ammo: 5, pos: { x: 2, y: 0 }, cooldowns: {}, morale: 1 },
    enemies: [enemy(50)],
    pois: [],
    obstacles: [],
    ...parts,
  });
const world = worldWith();
const enemyDown = worldWith({ enemies: [enemy(0)] });
const peaceful = worldWith({ enemies: [] });

const scan = { act: 'Scan', radius: 7 };
const wait = { act: 'Wait', duration: 2 };
const attack = { act: 'Attack', target_id: 9 };
const move = { act: 'MoveTo', x: 4, y: 0 };
const text = (...steps: object[]) => JSON.stringify({ steps });

/** What the heuristics of these tests say to do: always the same, always legal. */
const hold = { act: 'Scan', radius: 3 };
const domain: PlanDomain<WorldSnapshot> = { ...tacticalDomain, fallback: () => createPlan([hold]) };

interface SceneOptions extends AgentOptions {
  readonly model?: ScriptedModelOptions;
  readonly domain?: PlanDomain<WorldSnapshot>;
  readonly cache?: PlanCache;
}

/** An agent whose model answers from a script, 100 ms after it was asked. */
function scene(replies: readonly ScriptedReply[], options: SceneOptions = {}) {
  const { model: modelOptions, domain: chosen = domain, cache, ...agentOptions } = options;
  const clock = manualClock();
  const model = scriptedModel(replies, { delayMs: 100, ...modelOptions });
  const planner = createPlanner({ domain: chosen, model, clock, ...(cache && { cache }) });
  const agent = createAgent(planner, chosen, { agentId: 'guard-7', clock, budgetMs: 5_000, ...agentOptions });
  const said = (code: string) => agent.log.filter((entry) => entry.code === code).map(({ sentence }) => sentence);
  return { clock, model, agent, said };
}

/** An agent of a planner whose answers are given by hand. */
function byHand(options: Partial<CreateAgentOptions> = {}) {
  const clock = manualClock();
  const asked: { readonly world: unknown; readonly signal: AbortSignal; readonly answer: (outcome: Partial<PlanOutcome>) => void; readonly fail: (error: unknown) => void }[] = [];
  const planner: AgentPlanner = {
    plan: (given, request) =>
      new Promise((resolve, reject) => {
        asked.push({ world: given, signal: request!.signal!, answer: (outcome) => resolve(outcome as PlanOutcome), fail: reject });
      }),
  };
  const agent = createAgent(planner, domain, { agentId: 'guard-7', clock, ...options });
  const answer = async (...steps: PlanStep[]) => {
    asked.at(-1)!.answer({ source: 'llm', plan: createPlan(steps), timings: { modelMs: 70 } as PlanTimings });
    await clock.settle();
  };
  return { asked, answer, agent, clock };
}

const isLegal = ({ step }: AgentTick, today: WorldSnapshot) => tacticalDomain.check(today, [step])[0]!.isLegal;

describe('createAgent', () => {
  it('acts at once by the heuristics and asks for a plan only after the tick', async () => {
    const { agent, model, clock } = scene([text(move, scan)]);
    expect(agent.tick(world)).toMatchObject({ step: hold, source: 'fallback', isNew: true });
    expect(model.calls).toHaveLength(0);
    await clock.settle();
    expect(model.calls).toHaveLength(1);
    expect(model.calls[0]!.context).toMatchObject({ agentId: 'guard-7', priority: 'normal' });
  });

  it('T34: a step goes on until the game says that it is done, however many frames pass', async () => {
    const { agent, clock } = scene([text(move, scan)]);
    agent.tick(world);
    await clock.advance(1_000);
    expect(agent.tick(world)).toMatchObject({ step: hold, source: 'fallback', isNew: false });
    agent.stepDone();
    expect(agent.tick(world)).toMatchObject({ step: move, source: 'llm', isNew: true });
    for (let frame = 0; frame < 100; frame += 1) expect(agent.tick(world)).toMatchObject({ step: move, isNew: false });
    agent.stepDone();
    expect(agent.tick(world)).toMatchObject({ step: scan, isNew: true });
  });

  it('T34: a late plan that is impossible in the world of today is discarded with a reason', async () => {
    const { agent, clock, said } = scene([text(attack, attack)], { model: { otherwise: text(scan, wait) } });
    agent.tick(world);
    await clock.advance(1_000);
    agent.stepDone();
    const tick = agent.tick(enemyDown);
    expect(tick).toMatchObject({ source: 'fallback', step: hold });
    expect(said('discarded')).toEqual([expect.stringMatching(/^Plan plan-\w+ is not followed: .*9/)]);
    await clock.advance(1_000);
    agent.stepDone();
    expect(agent.tick(enemyDown)).toMatchObject({ step: scan, source: 'llm' });
  });

  it('T34: a late plan is followed as far as it is legal today', async () => {
    const { agent, clock, said } = scene([text(move, scan, attack, wait)]);
    agent.tick(world);
    await clock.advance(1_000);
    agent.stepDone();
    expect(agent.tick(enemyDown)).toMatchObject({ step: move, source: 'llm', isNew: true });
    expect(said('took-over')).toEqual([expect.stringMatching(/followed for 2 of its 4 steps; the next would not be legal: .*9/)]);
    agent.stepDone();
    expect(agent.tick(enemyDown)).toMatchObject({ step: scan });
  });

  it('T34: a plan whose next step is impossible by now is dropped before the step starts', async () => {
    const { agent, clock, said } = scene([text(move, attack, scan)]);
    agent.tick(world);
    await clock.advance(1_000);
    agent.stepDone();
    agent.tick(world);
    agent.stepDone();
    expect(agent.tick(enemyDown)).toMatchObject({ step: hold, source: 'fallback', isNew: true });
    expect(said('invalidated')).toEqual([expect.stringMatching(/^Plan plan-\w+ is dropped at step 2 of 3: .*9/)]);
  });

  it('drops a step under way that has become impossible, and hands out a new one', async () => {
    const { agent, clock } = scene([text(attack, scan)]);
    agent.tick(world);
    await clock.advance(1_000);
    agent.stepDone();
    expect(agent.tick(world)).toMatchObject({ step: attack, isNew: true });
    expect(agent.tick(enemyDown)).toMatchObject({ step: hold, source: 'fallback', isNew: true });
  });

  it('goes on with a step under way that has started its own cool-down', async () => {
    const smoke = { act: 'ThrowSmoke', x: 4, y: 0 };
    const { agent, clock } = scene([text(smoke, scan)]);
    agent.tick(world);
    await clock.advance(1_000);
    agent.stepDone();
    expect(agent.tick(world)).toMatchObject({ step: smoke });
    const cooling = worldWith({ me: { ammo: 5, pos: { x: 2, y: 0 }, cooldowns: { ThrowSmoke: 8 }, morale: 1 } });
    expect(agent.tick(cooling)).toMatchObject({ step: smoke, isNew: false });
    agent.stepDone();
    expect(agent.tick(cooling)).toMatchObject({ step: scan });
  });

  it('drops the rest of a plan when a step fails, and plans anew', async () => {
    const { agent, clock, model, said } = scene([text(move, wait, attack), text(scan, wait)]);
    agent.tick(world);
    await clock.advance(1_000);
    agent.stepDone();
    expect(agent.tick(world)).toMatchObject({ step: move });
    agent.stepFailed('the door is locked');
    expect(agent.tick(world)).toMatchObject({ step: hold, source: 'fallback', isNew: true });
    expect(said('step-failed')).toEqual([expect.stringMatching(/step 1 of 3, which failed: the door is locked\.$/)]);
    await clock.advance(1_000);
    expect(model.calls).toHaveLength(2);
    agent.stepDone();
    expect(agent.tick(world)).toMatchObject({ step: scan, source: 'llm' });
  });

  it('does not repeat a plan that has just failed, until something that it relies on has changed', async () => {
    const { agent, clock, model, said } = scene([], { model: { otherwise: text(attack, scan) }, cache: createPlanCache() });
    agent.tick(world);
    await clock.advance(500);
    agent.stepDone();
    expect(agent.tick(world)).toMatchObject({ step: attack });
    agent.stepFailed();
    for (let frame = 0; frame < 10; frame += 1) {
      expect(agent.tick(world)).toMatchObject({ step: hold });
      agent.stepDone();
      await clock.advance(16);
    }
    expect(said('discarded')).toEqual([expect.stringContaining('it has just failed')]);
    await clock.advance(2_000);
    const moved = worldWith({ enemies: [enemy(50, 7)] });
    agent.tick(moved);
    await clock.advance(500);
    agent.stepDone();
    expect(agent.tick(moved)).toMatchObject({ step: attack });
    expect(model.calls).toHaveLength(2);
  });

  it('prefetches: the next plan is asked for when the last step is handed out, and goes on where that step ends', async () => {
    const { agent, clock, model, said } = scene([text(scan, move), text(move, wait)]);
    agent.tick(world);
    await clock.advance(1_000);
    agent.stepDone();
    agent.tick(world);
    await clock.advance(1_000);
    expect(model.calls).toHaveLength(1);
    agent.stepDone();
    expect(agent.tick(world)).toMatchObject({ step: move });
    await clock.advance(1_000);
    expect(model.calls).toHaveLength(2);
    expect(said('asked').at(-1)).toBe('A plan is asked for: the last step is under way.');
    agent.stepDone();
    expect(agent.tick(world)).toMatchObject({ step: wait, source: 'llm', isNew: true });
    expect(said('followed-heuristics')).toHaveLength(1);
  });

  it('goes on with a stale plan while a new one is made, whatever the clock of the world says', async () => {
    const { agent, clock, model, said } = scene([text(scan, wait, attack, move), text(move, scan)]);
    agent.tick(world);
    await clock.advance(1_000);
    agent.stepDone();
    agent.tick(world);
    for (let hour = 0; hour < 10; hour += 1) {
      await clock.advance(3_600_000);
      agent.tick(worldWith({ t: 1 + hour * 3_600 }));
    }
    expect(model.calls).toHaveLength(1);
    const changed = worldWith({
      player: { hp: 10, pos: { x: 5, y: 5 }, stance: 'prone', orders: ['help me'] },
      me: { ammo: 1, pos: { x: 3, y: 0 }, cooldowns: {}, morale: 0.2 },
    });
    await clock.advance(100);
    expect(agent.tick(changed)).toMatchObject({ step: scan, isNew: false });
    await clock.settle();
    expect(said('asked').at(-1)).toMatch(/^A plan is asked for: \d+ % of what the plan relies on has changed\.$/);
    agent.stepDone();
    expect(agent.tick(changed)).toMatchObject({ step: wait, source: 'llm' });
    await clock.advance(1_000);
    expect(model.calls).toHaveLength(2);
    agent.stepDone();
    expect(agent.tick(changed)).toMatchObject({ step: move, source: 'llm' });
  });

  it('V13: after a first frame without enemies, a model gets its turn again and again', async () => {
    const { agent, clock, model } = scene([], { model: { otherwise: text(scan, wait) } });
    const sources: string[] = [];
    for (let frame = 0; frame < 100; frame += 1) {
      sources.push(agent.tick(frame % 10 === 0 ? peaceful : world).source);
      agent.stepDone();
      await clock.advance(50);
    }
    expect(sources.filter((source) => source === 'llm').length).toBeGreaterThan(50);
    expect(model.calls.length).toBeGreaterThan(10);
  });

  it('V13: a model that fails for an hour is asked again, ever more rarely, and followed at once when it is back', async () => {
    let isBack = false;
    const { agent, clock, model } = scene([], { model: { otherwise: () => (isBack ? text(scan, wait) : new Error('down')) } });
    const frame = async (t: number) => {
      const tick = agent.tick(worldWith({ t }));
      agent.stepDone();
      await clock.advance(1_000);
      return tick.source;
    };
    for (let second = 0; second < 3_600; second += 1) expect(await frame(second)).toBe('fallback');
    expect(model.calls.length).toBeGreaterThan(100);
    expect(model.calls.length).toBeLessThan(200);
    isBack = true;
    // the level is loaded again: the clock of the world starts anew
    const sources = new Set<string>();
    for (let second = 0; second < 33; second += 1) sources.add(await frame(second));
    expect(sources).toContain('llm');
  });

  it('has at most one plan in the making', async () => {
    const { agent, asked, clock, answer } = byHand();
    for (let frame = 0; frame < 50; frame += 1) {
      agent.tick(world);
      agent.stepFailed();
      await clock.advance(16);
    }
    expect(asked).toHaveLength(1);
    await answer(scan, wait);
    expect(agent.tick(world)).toMatchObject({ step: scan });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['rejects', (reject: (error: unknown) => void) => reject(new TypeError('no'))],
    ['rejects with nothing', (reject: (error: unknown) => void) => reject(undefined)],
  ])('goes on when the planner %s', async (_, end) => {
    const { agent, asked, clock } = byHand();
    agent.tick(world);
    await clock.settle();
    end(asked[0]!.fail);
    await clock.settle();
    expect(agent.log.at(-1)).toMatchObject({ code: 'planning-failed' });
    expect(agent.tick(world)).toMatchObject({ step: hold });
    await clock.advance(1_300);
    agent.tick(world);
    await clock.settle();
    expect(asked).toHaveLength(2);
  });

  it('goes on when a planner throws, or answers nonsense', async () => {
    for (const plan of [() => { throw new Error('broken'); }, () => Promise.resolve(undefined as never), () => Promise.resolve({ source: 'llm', plan: { id: 'x', steps: [] } } as never)]) {
      const clock = manualClock();
      const agent = createAgent({ plan, planSync: plan as never }, domain, { agentId: 'a', clock });
      for (let frame = 0; frame < 3; frame += 1) {
        expect(agent.tick(world)).toMatchObject({ step: hold, source: 'fallback' });
        agent.stepDone();
        await clock.advance(5_000);
      }
    }
  });

  it.each(['check', 'canonical', 'fallback'] as const)('gives a step when %s of the domain throws, and tells the observers', async (method) => {
    const clock = manualClock();
    const observer = recordingObserver();
    const broken = { ...domain, [method]: () => { throw new Error('out of order'); } };
    const agent = createAgent(createPlanner({ domain: broken }), broken, { agentId: 'a', clock, observers: [observer] });
    expect(agent.tick(world).step.act).toEqual(expect.any(String));
    await clock.settle();
    expect(agent.tick(world).step.act).toEqual(expect.any(String));
    expect(observer.types).toContain('plug-in-failed');
    expect(new Set(observer.types)).toEqual(new Set(['plug-in-failed']));
  });

  it('looks for a known plan before it asks the heuristics', () => {
    const known: Partial<PlanOutcome> = { source: 'cache', plan: createPlan([scan, wait]) };
    const clock = manualClock();
    const planner: AgentPlanner = { plan: () => new Promise(() => {}), planSync: () => known as PlanOutcome };
    const agent = createAgent(planner, domain, { agentId: 'a', clock });
    expect(agent.tick(world)).toMatchObject({ step: scan, source: 'cache', isNew: true });
  });

  it('dispose cancels what is in flight, and the heuristics go on', async () => {
    const { agent, asked, clock } = byHand();
    agent.tick(world);
    await clock.settle();
    agent.dispose();
    expect(asked[0]!.signal.aborted).toBe(true);
    asked[0]!.answer({ source: 'llm', plan: createPlan([scan]) });
    await clock.settle();
    agent.stepDone();
    expect(agent.tick(world)).toMatchObject({ step: hold, isNew: true });
    await clock.advance(60_000);
    expect(asked).toHaveLength(1);
  });

  it('leaves no timer and no call behind when it is disposed', async () => {
    const { agent, clock, model } = scene([text(scan)]);
    agent.tick(world);
    await clock.settle();
    agent.dispose();
    await clock.settle();
    expect(clock.pending).toBe(0);
    expect(model.calls.map(({ outcome }) => outcome)).not.toContain('running');
  });

  it('does not mix agents up', async () => {
    const clock = manualClock();
    const model = scriptedModel([text(scan, wait), text(move, wait)], { delayMs: 100 });
    const planner = createPlanner({ domain, model, clock });
    const agents = ['a', 'b'].map((agentId) => createAgent(planner, domain, { agentId, clock }));
    agents.forEach((agent) => agent.tick(world));
    await clock.advance(500);
    agents[1]!.dispose();
    agents[0]!.stepDone();
    expect(agents[0]!.tick(world)).toMatchObject({ step: scan });
    expect(agents[1]!.tick(world)).toMatchObject({ step: hold, isNew: false });
  });

  it('is what planner.agent gives, with its clock and its observers', async () => {
    const clock = manualClock();
    const observer = recordingObserver();
    const planner = createPlanner({ domain, model: scriptedModel([text(move, wait)]), clock, observers: [observer] });
    const agent = planner.agent('guard-7', { priority: 'high' });
    expect(agent.tick(world)).toMatchObject({ source: 'fallback' });
    await clock.settle();
    agent.stepDone();
    expect(agent.tick(world)).toMatchObject({ source: 'llm', step: move });
    expect(observer.of('plan-started')).toMatchObject([{ agentId: 'guard-7', budgetMs: 10_000 }]);
    expect(observer.of('plan-adopted')).toMatchObject([{ requestId: observer.of('plan-started')[0]!.requestId, followed: true, staleness: 0 }]);
  });

  it('tells the model what became of its last plans, when it is told to remember them', async () => {
    const clock = manualClock();
    const model = scriptedModel([], { otherwise: text(scan) });
    const agent = createPlanner({ domain, model, clock }).agent('guard-7', { rememberedPlans: 1 });
    const step = async (end: () => void) => {
      agent.tick(world);
      end();
      await clock.advance(60_000);
    };
    await step(() => agent.stepDone());
    await step(() => agent.stepFailed('the scanner is broken'));
    await step(() => agent.stepDone());
    const asked = model.calls.map(({ call }) => call.messages.at(-1)!.content);
    expect(asked[0]).not.toContain('failed');
    expect(asked.at(-1)).toContain('failed ("the scanner is broken"): [{"act":"Scan"');
    expect(() => createPlanner({ domain, model, clock }).agent('a', { rememberedPlans: 9 })).toThrow('rememberedPlans');
  });

  it('tells observers of a plan that came too late, and how much had changed', async () => {
    const clock = manualClock();
    const observer = recordingObserver();
    const agent = createPlanner({ domain, model: scriptedModel([text(attack)], { chunkSize: 5, chunkDelayMs: 10 }), clock, observers: [observer] }).agent('guard-7');
    agent.tick(world);
    await clock.advance(1_000);
    agent.stepDone();
    expect(agent.tick(enemyDown).source).toBe('fallback');
    const [adopted] = observer.of('plan-adopted');
    expect(adopted).toMatchObject({ followed: false });
    expect(adopted!.staleness).toBeGreaterThan(0);
  });

  it('plans only while it may, and tells how long it has waited and how long the model took', async () => {
    let isAllowed = false;
    const { agent, asked, clock, answer } = byHand({ mayPlan: () => isAllowed });
    for (let frame = 0; frame < 10; frame += 1) {
      agent.tick(world);
      await clock.advance(50);
    }
    expect(asked).toHaveLength(0);
    expect(agent).toMatchObject({ waitedMs: 500, lastModelMs: undefined });
    isAllowed = true;
    agent.tick(world);
    await clock.settle();
    await answer(scan, wait);
    await clock.advance(30);
    expect(agent).toMatchObject({ waitedMs: 30, lastModelMs: 70 });
  });

  it('shares a model with others by what allocate says: the boss has it most of the time, and everybody at times', async () => {
    const clock = manualClock();
    const model = scriptedModel([], { otherwise: text(scan, wait), delayMs: 200 });
    const planner = createPlanner({ domain, model, clock });
    const importance: Record<string, number> = { boss: 8, 'rat-1': 1, 'rat-2': 1, 'rat-3': 1 };
    let allowed = new Set<string>();
    const agents = Object.keys(importance).map((id) => planner.agent(id, { mayPlan: () => allowed.delete(id) }));
    const asked = () => Object.fromEntries(agents.map(({ id }) => [id, model.calls.filter(({ context }) => context.agentId === id).length]));
    for (let second = 0; second < 120; second += 1) {
      const candidates = agents.map(({ id, waitedMs, lastModelMs }) => ({ agentId: id, importance: importance[id]!, waitedMs, expectedMs: lastModelMs ?? 250 }));
      allowed = new Set(allocate(candidates, { modelMs: 300, patienceMs: 1_000 }).flatMap(({ agentId, getsModel }) => (getsModel ? [agentId] : [])));
      for (let frame = 0; frame < 10; frame += 1) {
        // each has a world of its own, or equal ones would share an answer
        for (const [index, agent] of agents.entries()) {
          agent.tick(worldWith({ enemies: [enemy(20 + index)] }));
          agent.stepDone();
        }
        await clock.advance(100);
      }
    }
    const calls = asked();
    expect(Math.min(...Object.values(calls))).toBeGreaterThan(2);
    expect(calls['boss']).toBeGreaterThan(3 * Math.max(calls['rat-1']!, calls['rat-2']!, calls['rat-3']!));
    expect(model.calls.length * 200).toBeLessThanOrEqual(120 * 300);
  });

  it('ignores news of steps that were not handed out', () => {
    const { agent } = byHand();
    agent.stepDone();
    agent.stepFailed();
    expect(agent.tick(world).isNew).toBe(true);
    agent.stepDone();
    agent.stepDone();
    expect(agent.tick(world).isNew).toBe(true);
  });

  it('keeps the last 32 decisions, and long reasons short', () => {
    const { agent } = byHand();
    for (let frame = 0; frame < 100; frame += 1) {
      agent.tick(world);
      agent.stepFailed('x'.repeat(10_000));
    }
    expect(agent.log).toHaveLength(32);
    expect(Math.max(...agent.log.map(({ sentence }) => sentence.length))).toBe(300);
  });

  it('throws for a world that is none, and for options that cannot be', () => {
    const { agent } = byHand();
    expect(() => agent.tick({ t: 'now' })).toThrow(InvalidWorldError);
    expect(agent.tick(world).isNew).toBe(true);
    for (const wrong of [{ agentId: '' }, { budgetMs: -1 }, { staleAfterRatio: 2 }]) expect(() => byHand(wrong)).toThrow(InvalidOptionError);
  });

  it('gives the same ticks and the same log for the same inputs', async () => {
    const run = async () => {
      const { agent, clock } = scene([new Error('down'), text(scan, move), text(attack, wait)]);
      const ticks: AgentTick[] = [];
      for (let frame = 0; frame < 60; frame += 1) {
        ticks.push(agent.tick(frame % 7 === 6 ? enemyDown : world));
        if (frame % 3 === 2) agent.stepDone();
        await clock.advance(100);
      }
      return JSON.stringify([ticks, agent.log]);
    };
    expect(await run()).toBe(await run());
  });

  it('T34: whatever happens, a new step is legal today, and starts only when the one before is over', async () => {
    const noAmmo = worldWith({ me: { ammo: 0, pos: { x: 2, y: 0 }, cooldowns: {}, morale: 1 } });
    const cooling = worldWith({ me: { ammo: 5, pos: { x: 2, y: 0 }, cooldowns: { Attack: 3, Scan: 2 }, morale: 1 } });
    const worlds = [world, enemyDown, peaceful, noAmmo, cooling, worldWith({ obstacles: [{ x: 4, y: 0 }] })];
    const reply = fc.oneof(
      { weight: 6, arbitrary: fc.array(fc.constantFrom(attack, move, scan, wait, { act: 'Reload' }), { minLength: 1, maxLength: 4 }).map((steps) => text(...steps)) },
      fc.constantFrom('poetry', text({ act: 'Fly' }), new Error('down')),
    );
    const tick = fc.record({ world: fc.nat(worlds.length - 1), end: fc.constantFrom('done', 'done', 'failed', 'goes on', 'goes on'), afterMs: fc.constantFrom(0, 16, 40, 700, 3_000) });
    await fc.assert(
      fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 6 }), fc.array(tick, { minLength: 1, maxLength: 60 }), async (replies, ticks) => {
        let calls = 0;
        const { agent, clock } = scene([], { domain: tacticalDomain, model: { otherwise: () => replies[calls++ % replies.length]!, delayMs: 30 } });
        let before: AgentTick | undefined;
        for (const { world: which, end, afterMs } of ticks) {
          const today = worlds[which]!;
          const now = agent.tick(today);
          const verdict = tacticalDomain.check(today, before === undefined ? [] : [before.step])[0];
          const isOver = verdict === undefined || (!verdict.isLegal && !verdict.isRecoverable);
          expect(now.isNew ? isLegal(now, today) : now.step === before?.step).toBe(true);
          expect(now.isNew).toBe(isOver);
          before = end === 'goes on' ? now : undefined;
          if (end === 'done') agent.stepDone();
          if (end === 'failed') agent.stepFailed();
          await clock.advance(afterMs);
        }
        agent.dispose();
        await clock.settle();
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
