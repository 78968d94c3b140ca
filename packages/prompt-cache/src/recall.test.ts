import { CancelledError, createCallContext, createPlan, TimedOutError, type CallContext, type Plan } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import { manualClock, recordingObserver, type ManualClock } from '@planweave/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { about, enemyAt, worldWith } from '../test/worlds.ts';
import { createPlanCache } from './create-plan-cache.ts';
import type { ProducedPlan } from './plan-cache.ts';

const wait = createPlan([{ act: 'Wait', duration: 1 }]);
const attack = createPlan([{ act: 'Attack', target_id: 7 }]);
const request = (index: number) => ({ namespace: 'a', world: { index } });

/** A model that takes its time, and may be stopped. */
function slowModel(clock: ManualClock, delayMs: number, answer: () => ProducedPlan = () => ({ plan: wait, tokens: 10 })) {
  const calls: CallContext[] = [];
  const produce = (context: CallContext) => {
    calls.push(context);
    return new Promise<ProducedPlan>((resolve, reject) => {
      const cancel = clock.schedule(() => {
        try {
          resolve(answer());
        } catch (error) {
          reject(error);
        }
      }, delayMs);
      context.signal.addEventListener('abort', () => {
        cancel();
        reject(new CancelledError('decode', context.signal.reason));
      });
    });
  };
  return { calls, produce };
}

const contextOf = (clock: ManualClock, budgetMs = Infinity, signal?: AbortSignal) => createCallContext({ clock, budgetMs, ...(signal && { signal }) });

describe('recall', () => {
  it('makes a plan once, and then knows it', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    const { calls, produce } = slowModel(clock, 50);
    expect(await clock.runUntil(cache.recall(request(1), produce, contextOf(clock)))).toMatchObject({ verdict: 'miss', plan: wait, isShared: false });
    expect(await cache.recall(request(1), produce, contextOf(clock))).toMatchObject({ verdict: 'hit', plan: wait, tokensSaved: 10 });
    expect(calls).toHaveLength(1);
  });

  it('V18: 100 concurrent identical requests make one model call, and each gets a plan of its own that nobody can change', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    const { calls, produce } = slowModel(clock, 50);
    const plans = await clock.runUntil(Promise.all(Array.from({ length: 100 }, () => cache.recall(request(1), produce, contextOf(clock)))));
    expect(calls).toHaveLength(1);
    expect(new Set(plans.map(({ plan }) => plan)).size).toBe(100);
    expect(plans.every(({ plan }) => Object.isFrozen(plan) && Object.isFrozen(plan.steps) && plan.id === wait.id)).toBe(true);
    expect(plans.filter(({ isShared }) => isShared)).toHaveLength(99);
    expect(cache.stats()).toMatchObject({ produced: 1, joined: 99 });
    expect(clock.pending).toBe(0);
  });

  it('lets 100 callers with mixed deadlines each leave at their own, and the rest have the plan', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    const { calls, produce } = slowModel(clock, 500);
    const budgets = Array.from({ length: 100 }, (_, index) => 1 + ((index * 37) % 100) * 10);
    const ended = budgets.map(async (budgetMs) => {
      const result = await cache.recall(request(1), produce, contextOf(clock, budgetMs)).catch((error: unknown) => error);
      return { budgetMs, at: clock.now(), isInTime: !TimedOutError.isInstance(result) };
    });
    for (const { budgetMs, at, isInTime } of await clock.runUntil(Promise.all(ended))) {
      expect(isInTime).toBe(budgetMs > 500);
      expect(Math.abs(at - Math.min(budgetMs, 500))).toBeLessThanOrEqual(5);
    }
    expect(calls).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('gives the generation the latest of all deadlines, while they wait', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    const { calls, produce } = slowModel(clock, 500);
    const first = cache.recall(request(1), produce, contextOf(clock, 100)).catch(() => 'gone');
    await clock.settle();
    expect(calls[0]?.deadline.remainingMs()).toBe(100);
    const second = cache.recall(request(1), produce, contextOf(clock, 900));
    await clock.settle();
    expect(calls[0]?.deadline.remainingMs()).toBe(900);
    expect(await clock.runUntil(first)).toBe('gone');
    expect((await clock.runUntil(second)).plan).toEqual(wait);
  });

  it('stops the generation when the last has left, and not before', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    const { calls, produce } = slowModel(clock, 500);
    const [one, other] = [new AbortController(), new AbortController()];
    const waiting = [one, other].map(({ signal }) => cache.recall(request(1), produce, contextOf(clock, Infinity, signal)).catch((error: unknown) => error));
    await clock.settle();
    one.abort();
    expect(CancelledError.isInstance(await waiting[0])).toBe(true);
    expect(calls[0]?.signal.aborted).toBe(false);
    other.abort();
    expect(CancelledError.isInstance(await waiting[1])).toBe(true);
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(clock.pending).toBe(0);
    expect((await clock.runUntil(cache.recall(request(1), produce, contextOf(clock)))).verdict).toBe('miss');
    expect(calls).toHaveLength(2);
  });

  it('does not begin for a caller who has left or has no time', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    const { calls, produce } = slowModel(clock, 5);
    await expect(cache.recall(request(1), produce, contextOf(clock, 0))).rejects.toSatisfy((error) => TimedOutError.isInstance(error));
    await expect(cache.recall(request(1), produce, contextOf(clock, 9, AbortSignal.abort()))).rejects.toSatisfy((error) => CancelledError.isInstance(error));
    expect(calls).toHaveLength(0);
  });

  it('does not make one failure the failure of all: one of those who wait tries again', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    let tries = 0;
    const { calls, produce } = slowModel(clock, 50, () => {
      tries += 1;
      if (tries === 1) throw new Error('hiccup');
      return { plan: wait };
    });
    const results = await clock.runUntil(Promise.allSettled(Array.from({ length: 10 }, () => cache.recall(request(1), produce, contextOf(clock)))));
    expect(results.map(({ status }) => status)).toEqual(['rejected', ...Array.from({ length: 9 }, () => 'fulfilled')]);
    expect(calls).toHaveLength(2);
  });

  it('makes two tries for any number of callers when nothing helps', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    const { calls, produce } = slowModel(clock, 50, () => {
      throw new Error('down');
    });
    const results = await clock.runUntil(Promise.allSettled(Array.from({ length: 50 }, () => cache.recall(request(1), produce, contextOf(clock)))));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(calls).toHaveLength(2);
  });

  it('T22: result i belongs to request i, whatever is known and however requests repeat', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ world: fc.integer({ min: 0, max: 5 }), isKnown: fc.boolean(), delayMs: fc.integer({ min: 0, max: 5 }) }), { maxLength: 20 }), async (requests) => {
        const clock = manualClock();
        const cache = createPlanCache({ clock });
        const planFor = (index: number) => createPlan([{ act: 'Wait', duration: index + 1 }]);
        for (const { world, isKnown } of requests) if (isKnown) cache.store(request(world), planFor(world));
        const all = requests.map(({ world, delayMs }) => cache.recall(request(world), slowModel(clock, delayMs, () => ({ plan: planFor(world) })).produce, contextOf(clock)));
        const plans = await clock.runUntil(Promise.all(all));
        expect(plans.map(({ plan }) => plan.steps)).toEqual(requests.map(({ world }) => planFor(world).steps));
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it.each<[string, () => ProducedPlan]>([
    ['an error', () => { throw new Error('no'); }],
    ['an empty plan', () => ({ plan: createPlan([]) })],
    ['a fallback', () => ({ plan: wait, isStorable: false })],
  ])('T23: %s is not kept', async (_, answer) => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    await clock.runUntil(cache.recall(request(1), slowModel(clock, 5, answer).produce, contextOf(clock)).catch(() => {}));
    expect(cache.stats().entries).toBe(0);
    expect(cache.peek(request(1))).toBeUndefined();
  });

  it('T25: a plan belongs to the world it was asked for, whatever became of it meanwhile', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    const world = { hp: 100 };
    const recalled = cache.recall({ namespace: 'a', world }, slowModel(clock, 50).produce, contextOf(clock));
    world.hp = 5;
    await clock.runUntil(recalled);
    expect(cache.peek({ namespace: 'a', world: { hp: 100 } })).toEqual(wait);
    expect(cache.peek({ namespace: 'a', world: { hp: 5 } })).toBeUndefined();
  });

  it('T25: keeps no plan that is not legal in the world that was asked about, or when that cannot be told any more', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock, similarity: {} });
    const asked = worldWith();
    const illegal = createPlan([{ act: 'Attack', target_id: 99 }]);
    expect((await clock.runUntil(cache.recall(about(asked), slowModel(clock, 5, () => ({ plan: illegal })).produce, contextOf(clock)))).plan).toEqual(illegal);
    const world = structuredClone(asked);
    const domain = { ...tacticalDomain, isFrozen: () => false };
    const recalled = cache.recall(about(world, { domain }), slowModel(clock, 50, () => ({ plan: attack })).produce, contextOf(clock));
    Object.assign(world, { enemies: [enemyAt(9, 9), enemyAt(5, 5, { id: 8 })] });
    expect((await clock.runUntil(recalled)).plan).toEqual(attack);
    expect(cache.stats()).toMatchObject({ stored: 0, entries: 0 });
  });

  it('has a plan also when it cannot be checked, and tells why it was not kept', async () => {
    const clock = manualClock();
    const observer = recordingObserver();
    const domain = { ...tacticalDomain, check: () => { throw new Error('no rules'); } };
    const cache = createPlanCache({ clock });
    const context = createCallContext({ clock, report: (event) => observer.observe(event) });
    expect((await clock.runUntil(cache.recall(about(worldWith(), { domain }), slowModel(clock, 5).produce, context))).plan).toEqual(wait);
    expect(observer.of('plug-in-failed')).toHaveLength(1);
    expect(cache.stats().entries).toBe(0);
  });

  it('T21: nobody can change the steps that others got', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    const { produce } = slowModel(clock, 5, () => ({ plan: { id: 'x', steps: [{ act: 'TakeCover', position: { x: 1 } }] }, isStorable: false }));
    const [one, other] = await clock.runUntil(Promise.all([1, 2].map(() => cache.recall(request(1), produce, contextOf(clock)))));
    const position = one?.plan.steps[0]?.['position'] as { x: number };
    expect(() => {
      position.x = 99;
    }).toThrow(TypeError);
    expect(other?.plan.steps).toEqual([{ act: 'TakeCover', position: { x: 1 } }]);
  });

  it('V18: shares one generation, and loses no plan, though all that was kept is given up meanwhile', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock, ttlMs: 1_000 });
    const { calls, produce } = slowModel(clock, 50);
    cache.store(request(0), wait);
    const first = cache.recall(request(1), produce, contextOf(clock));
    cache.clear();
    for (let index = 10; index < 20; index += 1) cache.store(request(index), attack);
    const second = cache.recall(request(1), produce, contextOf(clock));
    expect(await clock.runUntil(Promise.all([first, second]))).toMatchObject([{ isShared: false }, { isShared: true }]);
    expect(calls).toHaveLength(1);
    expect(cache.peek(request(1))).toEqual(wait);
    for (let index = 10; index < 20; index += 1) expect(cache.peek(request(index))).toEqual(attack);

    // the same when the only plan there was is too old
    await clock.advance(2_000);
    await clock.runUntil(Promise.all(Array.from({ length: 5 }, () => cache.recall(request(1), produce, contextOf(clock)))));
    expect(calls).toHaveLength(2);
  });

  it('V18: a generation that everybody has left takes nothing from those who came after it', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    const stubborn = () => new Promise<ProducedPlan>((resolve) => { clock.schedule(() => resolve({ plan: wait }), 100); });
    await clock.runUntil(cache.recall(request(1), stubborn, contextOf(clock, 10)).catch(() => {}));
    cache.store(request(2), attack);
    await clock.advance(100);
    expect([1, 2].map((index) => cache.peek(request(index)))).toEqual([wait, attack]);
  });

  it('serves an old plan and makes a new one behind it, once, and only when there is room', async () => {
    const clock = manualClock();
    let hasRoom = false;
    const cache = createPlanCache({ clock, freshness: { halfLifeMs: 1_000, hasRoom: () => hasRoom } });
    cache.store(request(1), attack);
    const { calls, produce } = slowModel(clock, 50);
    const recall = () => cache.recall(request(1), produce, contextOf(clock, 10));
    expect(await recall()).toMatchObject({ freshness: 1, isRefreshing: false });
    await clock.advance(2_000);
    expect(await recall()).toMatchObject({ plan: attack, freshness: 0.25, isRefreshing: false });
    hasRoom = true;
    expect(await recall()).toMatchObject({ plan: attack, isRefreshing: true });
    expect(await recall()).toMatchObject({ plan: attack, isRefreshing: true });
    await clock.advance(50);
    expect(await recall()).toMatchObject({ plan: wait, isRefreshing: false });
    expect(calls.map(({ priority, requestId }) => [priority, requestId])).toEqual([['low', 'request-refresh']]);
    expect(cache.stats().refreshes).toBe(1);
  });

  it('keeps an old plan when making a new one fails', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock, freshness: { halfLifeMs: 100 } });
    cache.store(request(1), attack);
    await clock.advance(500);
    const fails = () => Promise.reject(new Error('down'));
    expect((await cache.recall(request(1), fails, contextOf(clock))).plan).toEqual(attack);
    await clock.settle();
    expect(cache.peek(request(1))).toEqual(attack);
  });

  it('keeps the plan that is there when the answer about room throws', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock, freshness: { halfLifeMs: 1, hasRoom: () => { throw new Error('room'); } } });
    cache.store(request(1), attack);
    await clock.advance(20);
    expect(await cache.recall(request(1), slowModel(clock, 5).produce, contextOf(clock))).toMatchObject({ plan: attack, isRefreshing: false });
  });

  it('keeps deadline and signal also past the cache', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    const broken = { namespace: 'a', world: { at: Number.NaN } };
    const { calls, produce } = slowModel(clock, 300);
    await expect(cache.recall(broken, produce, contextOf(clock, 20, AbortSignal.abort()))).rejects.toSatisfy((error) => CancelledError.isInstance(error));
    expect(calls).toHaveLength(0);
    const late = clock.runUntil(cache.recall(broken, produce, contextOf(clock, 20)));
    await expect(late).rejects.toSatisfy((error) => TimedOutError.isInstance(error));
    expect([calls[0]?.signal.aborted, clock.now()]).toEqual([true, 20]);
  });

  it('goes past the cache when the world cannot be looked up, and says so', async () => {
    const clock = manualClock();
    const observer = recordingObserver();
    const cache = createPlanCache({ clock });
    const broken = { namespace: 'a', world: { at: Number.NaN } };
    const context = createCallContext({ clock, report: (event) => observer.observe(event) });
    expect(await clock.runUntil(cache.recall(broken, slowModel(clock, 5).produce, context))).toMatchObject({ verdict: 'bypass', plan: wait });
    expect(observer.events.map(({ type }) => type)).toEqual(['plug-in-failed', 'cache-looked-up']);
  });

  it('tells observers what it found and what it kept', async () => {
    const clock = manualClock();
    const observer = recordingObserver();
    const cache = createPlanCache({ clock, maxEntries: 2 });
    for (const index of [1, 1, 2, 3]) {
      await clock.runUntil(cache.recall(request(index), slowModel(clock, 5).produce, createCallContext({ clock, report: (event) => observer.observe(event) })));
    }
    expect(observer.of('cache-looked-up').map(({ verdict }) => verdict)).toEqual(['miss', 'hit', 'miss', 'miss']);
    expect(observer.of('cache-looked-up').map(({ ageMs }) => ageMs)).toEqual([undefined, 0, undefined, undefined]);
    expect(observer.of('cache-changed').filter(({ change }) => change === 'stored')).toHaveLength(cache.stats().stored);
    expect(observer.of('cache-changed').filter(({ change }) => change === 'evicted').reduce((sum, { entries }) => sum + entries, 0)).toBe(cache.stats().evictions);
  });
});

describe('recall with a producer that gives no plan', () => {
  it.each([[undefined], [{}], [{ plan: {} }]])('says so: %o', async (made) => {
    const clock = manualClock();
    const recalled = createPlanCache({ clock }).recall(about(worldWith()), async () => made as never, contextOf(clock));
    await expect(recalled).rejects.toThrow('produce must give { plan }');
  });
});

describe('recall with an embedder', () => {
  const scene = (similarity: number | Error) => {
    const clock = manualClock();
    const embed = async (text: string) => {
      if (similarity instanceof Error) throw similarity;
      return text.startsWith('hold') ? [1, 0] : [similarity, Math.sqrt(1 - similarity ** 2)];
    };
    const cache = createPlanCache({ clock, similarity: { threshold: 0.8, embedder: { embed } } });
    const recall = (objective: string, plan: Plan = attack, enemies = [enemyAt(5, 5)]) =>
      clock.runUntil(cache.recall(about(worldWith({ objective, enemies })), async () => ({ plan }), contextOf(clock)));
    return { recall };
  };

  it('finds what is meant the same, however it is worded', async () => {
    const { recall } = scene(0.9);
    await recall('hold the bridge');
    expect((await recall('defend that crossing')).verdict).toBe('similar');
  });

  it('takes what is less alike than the threshold for something else', async () => {
    const { recall } = scene(0.7);
    await recall('hold the bridge');
    expect((await recall('defend that crossing')).verdict).toBe('miss');
  });

  it('is never the only guard: facts, numbers and negations decide as before', async () => {
    const { recall } = scene(1);
    await recall('hold the bridge');
    expect((await recall('never defend that crossing')).verdict).toBe('miss');
    expect((await recall('defend crossing 4')).verdict).toBe('miss');
    expect((await recall('defend that crossing', attack, [])).verdict).toBe('miss');
  });

  it.each([
    [200, 50],
    [Infinity, 2_000],
  ])('with %d ms waits %d ms for an embedder that never answers, and does without it', async (budgetMs, waitedMs) => {
    const clock = manualClock();
    const cache = createPlanCache({ clock, similarity: { embedder: { embed: () => new Promise(() => {}) } } });
    const { verdict, plan } = await clock.runUntil(cache.recall(about(worldWith()), async () => ({ plan: attack }), contextOf(clock, budgetMs)));
    expect([verdict, plan, clock.now()]).toEqual(['miss', attack, waitedMs]);
  });

  it('asks the embedder once for all who wait for the same text', async () => {
    const clock = manualClock();
    let calls = 0;
    const embed = async () => [(calls += 1), 0];
    const cache = createPlanCache({ clock, similarity: { embedder: { embed } } });
    await clock.runUntil(Promise.all(Array.from({ length: 20 }, () => cache.recall(about(worldWith()), async () => ({ plan: attack }), contextOf(clock)))));
    expect(calls).toBe(1);
  });

  it('does without an embedder that fails', async () => {
    const { recall } = scene(new Error('connection refused'));
    await recall('hold the bridge');
    expect((await recall('hold the bridge')).verdict).toBe('hit');
    expect((await recall('defend that crossing')).verdict).toBe('miss');
  });
});
