import { createPlan, type CacheVerdict, type CanonicalWorld, type Plan } from '@planweave/core-types';
import { createTacticalDomain, tacticalDomain } from '@planweave/tactical-domain';
import { manualClock, planCacheContract } from '@planweave/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { about, anyWorld, disguised, enemyAt, isLegal, worldWith } from '../test/worlds.ts';
import { createPlanCache } from './create-plan-cache.ts';

const reload = createPlan([{ act: 'Reload' }]);
const wait = createPlan([{ act: 'Wait', duration: 1 }]);
const attack = createPlan([{ act: 'MarkTarget', target_id: 7 }, { act: 'Attack', target_id: 7 }]);
const request = (index: number) => ({ namespace: 'a', world: { index } });

planCacheContract({ describe, it }, { name: 'createPlanCache', create: () => createPlanCache({ maxEntries: 200 }) });
planCacheContract({ describe, it }, { name: 'createPlanCache with similarity', create: () => createPlanCache({ maxEntries: 200, similarity: {} }) });

describe('createPlanCache', () => {
  it('does not let a namespace end where a world begins', () => {
    const cache = createPlanCache();
    cache.store({ namespace: 'a{"x":1}', world: {} }, reload);
    expect(cache.lookup({ namespace: 'a', world: { x: 1 } })).toBeUndefined();
  });

  it('holds at most maxEntries plans, keeps what was used last, and counts every one that went', () => {
    const cache = createPlanCache({ maxEntries: 10 });
    cache.store(request(-1), reload);
    for (let index = 0; index < 100; index += 1) {
      cache.store(request(index), reload);
      expect(cache.lookup(request(-1))).toBe(reload);
      const { entries, stored, evictions } = cache.stats();
      expect(entries).toBeLessThanOrEqual(10);
      expect(entries).toBe(stored - evictions);
    }
    const held = Array.from({ length: 101 }, (_, index) => cache.peek(request(index - 1))).filter((plan) => plan !== undefined);
    expect(held).toHaveLength(cache.stats().entries);
    expect(held.length).toBeGreaterThanOrEqual(5);
  });

  it('does not count a plan that took the place of another as gone', () => {
    const cache = createPlanCache({ maxEntries: 4 });
    for (let turn = 0; turn < 20; turn += 1) cache.store(request(turn % 2), reload);
    expect(cache.stats()).toMatchObject({ entries: 2, evictions: 0 });
  });

  it('takes no more memory than it may, as it counts it', () => {
    const cache = createPlanCache({ maxBytes: 20_000 });
    for (let index = 0; index < 500; index += 1) {
      cache.store(request(index), createPlan([{ act: 'Say', text: 'x'.repeat(index % 90) }]));
      expect(cache.stats().bytes).toBeLessThanOrEqual(20_000);
    }
    expect(cache.peek(request(499))).toBeDefined();
    expect(cache.stats().entries).toBeGreaterThan(10);
    cache.store(request(500), createPlan([{ act: 'Say', text: 'x'.repeat(20_000) }]));
    expect(cache.peek(request(500))).toBeUndefined();
    cache.clear();
    expect(cache.stats()).toMatchObject({ entries: 0, bytes: 0 });
  });

  it('gives up what was used least recently when there are too many bytes', () => {
    const cache = createPlanCache({ maxBytes: 20_000 });
    cache.store(request(-1), reload);
    for (let index = 0; index < 200; index += 1) {
      cache.store(request(index), reload);
      expect(cache.lookup(request(-1))).toBe(reload);
    }
    expect(cache.stats().evictions).toBeGreaterThan(100);
  });

  it('does not keep a plan that is not legal in its own world', () => {
    const cache = createPlanCache({ similarity: {} });
    cache.store(about(worldWith()), createPlan([{ act: 'Attack', target_id: 99 }]));
    expect([cache.find(about(worldWith())).verdict, cache.stats().entries]).toEqual(['miss', 0]);
  });

  it('keeps what it was told of a plan, whatever becomes of the object', () => {
    const cache = createPlanCache();
    const origin = { model: 'phi3', tags: ['a'], tokens: 5 };
    cache.store(request(1), reload, origin);
    origin.tokens = Number.NaN;
    origin.tags.push('b');
    cache.lookup(request(1));
    expect(cache.stats().tokensSaved).toBe(5);
    expect([cache.invalidate({ tag: 'b' }), cache.invalidate({ tag: 'a' })]).toEqual([0, 1]);
  });

  it('peeks at what is too old without giving it up', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock, ttlMs: 10 });
    cache.store(request(1), reload);
    await clock.advance(10);
    expect([cache.peek(request(1)), cache.stats().entries]).toEqual([undefined, 1]);
    expect(cache.find(request(1)).verdict).toBe('stale');
  });

  it('peeks without a trace', () => {
    const cache = createPlanCache({ maxEntries: 4 });
    cache.store(request(0), reload);
    const before = cache.stats();
    for (let index = 1; index < 3; index += 1) {
      expect(cache.peek(request(0))).toBe(reload);
      cache.store(request(index), reload);
    }
    cache.store(request(3), reload);
    expect(cache.peek(request(0))).toBeUndefined();
    expect(cache.stats().lookups).toBe(before.lookups);
  });

  it('gives plans up when they are too old, at the very millisecond', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ ttlMs: 100, clock });
    cache.store(request(0), reload);
    await clock.advance(99);
    expect(cache.find(request(0)).verdict).toBe('hit');
    await clock.advance(1);
    expect(cache.find(request(0)).verdict).toBe('stale');
    expect(cache.find(request(0)).verdict).toBe('miss');
    expect(cache.stats()).toMatchObject({ exact: 1, stale: 1, misses: 1, expired: 1, entries: 0 });
  });

  it('says how fresh a plan is, half as much after each half-life', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ freshness: { halfLifeMs: 1_000 }, clock });
    cache.store(request(0), reload);
    const seen = [cache.find(request(0)).freshness];
    await clock.advance(1_000);
    seen.push(cache.find(request(0)).freshness);
    await clock.advance(1_000);
    seen.push(cache.find(request(0)).freshness);
    expect(seen).toEqual([1, 0.5, 0.25]);
  });

  it('says how old a plan is, also without a half-life', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock });
    expect(cache.find(request(0)).ageMs).toBeUndefined();
    cache.store(request(0), reload);
    await clock.advance(1_500);
    expect(cache.find(request(0))).toMatchObject({ verdict: 'hit', ageMs: 1_500, freshness: 1 });
  });

  it('gives up entries by tool, model, tag and predicate, and by all that is given together', () => {
    const cache = createPlanCache();
    const fill = () => {
      cache.clear();
      cache.store(request(0), reload, { model: 'phi3', tags: ['night'] });
      cache.store(request(1), attack, { model: 'phi3' });
      cache.store(request(2), attack, { model: 'qwen', tags: ['night', 'rain'] });
    };
    const left = () => [0, 1, 2].filter((index) => cache.peek(request(index)) !== undefined);
    for (const [which, kept] of [
      [{ tool: 'Attack' }, [0]],
      [{ model: 'phi3' }, [2]],
      [{ tag: 'night' }, [1]],
      [{ where: ({ plan }: { plan: Plan }) => plan.steps.length === 1 }, [1, 2]],
      [{ tool: 'Attack', model: 'phi3' }, [0, 2]],
      [{}, []],
    ] as const) {
      fill();
      expect(cache.invalidate(which)).toBe(3 - kept.length);
      expect(left()).toEqual(kept);
    }
  });

  it('adds up: lookups are exact, similar, stale and misses', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('store', 'lookup', 'find', 'peek'), anyWorld), { maxLength: 40 }), (calls) => {
        const cache = createPlanCache({ maxEntries: 4, similarity: {} });
        let lookups = 0;
        for (const [call, world] of calls) {
          if (call === 'store') cache.store(about(world), wait, { tokens: 7 });
          else cache[call](about(world));
          if (call === 'lookup' || call === 'find') lookups += 1;
        }
        const { exact, similar, stale, misses, tokensSaved, entries, stored, evictions, ...stats } = cache.stats();
        expect([stats.lookups, exact + similar + stale + misses]).toEqual([lookups, lookups]);
        expect(tokensSaved).toBe(7 * (exact + similar));
        expect(entries).toBeLessThanOrEqual(stored - evictions);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('keeps from elsewhere only what is legal in its world', () => {
    const cache = createPlanCache();
    const world = worldWith();
    const kept = cache.warm([
      { request: about(world), plan: attack, origin: { tokens: 5 } },
      { request: about(worldWith({ enemies: [] })), plan: attack },
      { request: about(worldWith({ me: { ammo: 1 } })), plan: createPlan([]) },
    ]);
    expect(kept).toBe(1);
    expect(cache.find(about(world))).toMatchObject({ verdict: 'hit', tokensSaved: 5 });
  });

  it.each([new Date(1), new Map([[1, 2]]), new Set([1]), new (class Pos { x = 1; })(), Number.NaN])('does not take a world without a domain for another one, because it cannot see what is in it: %s', (value) => {
    const cache = createPlanCache();
    const world = { value } as unknown as CanonicalWorld;
    expect(() => cache.store({ namespace: 'a', world }, reload)).toThrow(TypeError);
    cache.store(request(0), reload);
    expect(() => cache.lookup({ namespace: 'a', world })).toThrow('plain JSON data');
  });

  it('takes objects without a prototype for plain ones', () => {
    const cache = createPlanCache();
    cache.store({ namespace: 'a', world: Object.assign(Object.create(null), { x: 1 }) as CanonicalWorld }, reload);
    expect(cache.lookup({ namespace: 'a', world: { x: 1 } })).toBe(reload);
  });

  it('counts only what it kept', () => {
    const cache = createPlanCache({ maxBytes: 300 });
    expect(cache.warm([{ request: request(0), plan: reload }])).toBe(0);
    expect(cache.stats().entries).toBe(0);
  });

  it('serves no illegal plan for an equal world, because equal keys mean equal verdicts', () => {
    const cache = createPlanCache();
    let hits = 0;
    fc.assert(
      fc.property(anyWorld, (world) => {
        const target = world.enemies[0]?.id ?? 0;
        const plan = createPlan([{ act: 'MoveTo', x: 1, y: 8 }, { act: 'Attack', target_id: target }, { act: 'Wait', duration: 1 }].filter((step) => isLegal(world, createPlan([step]))));
        if (!isLegal(world, plan)) return;
        cache.store(about(world), plan);
        const live = disguised(world);
        const found = cache.lookup(about(live));
        expect(found && isLegal(live, found)).toBe(true);
        hits += 1;
      }),
      { seed: 2, numRuns: 1_000 },
    );
    expect(hits).toBeGreaterThan(500);
  });

  it('T17: two models, domains or sets of tools never share a plan', () => {
    const cache = createPlanCache({ similarity: {} });
    const world = worldWith();
    cache.store(about(world, { namespace: 'phi3' }), attack);
    const fewer = createTacticalDomain({ tools: ['Wait', 'Attack', 'MarkTarget'] });
    const stricter = createTacticalDomain({ maxSteps: 3 });
    for (const other of [about(world, { namespace: 'phi4' }), about(world, { namespace: 'phi3', domain: fewer }), about(world, { namespace: 'phi3', domain: stricter })]) {
      expect(cache.find(other).verdict).toBe('miss');
    }
  });

  it('T18: a plan with a tool that was taken away is no hit', () => {
    const cache = createPlanCache({ similarity: {} });
    cache.store(about(worldWith()), attack);
    const without = createTacticalDomain({ tools: tacticalDomain.registry.names.filter((name) => name !== 'Attack') });
    expect(cache.find(about(worldWith(), { domain: without })).plan).toBeUndefined();
    expect(cache.find(about(worldWith({ me: { ammo: 9 } }), { domain: without })).plan).toBeUndefined();
  });

  it('T20: a threshold of 0 means equal worlds only, and so does none', () => {
    for (const options of [{ similarity: { threshold: 0 } }, {}]) {
      const cache = createPlanCache(options);
      cache.store(about(worldWith()), attack);
      expect(cache.find(about(worldWith())).verdict).toBe('hit');
      expect(cache.find(about(worldWith({ me: { ammo: 9 } }))).verdict).toBe('miss');
    }
    const similar = createPlanCache({ similarity: { threshold: 1 } });
    similar.store(about(worldWith()), attack);
    expect(similar.find(about(worldWith({ me: { ammo: 9 } }))).verdict).toBe('similar');
  });

  it('T21: nobody can change what the next one gets', () => {
    const cache = createPlanCache();
    const mine = { id: 'mine', steps: [{ act: 'TakeCover', position: { x: 1, y: 1 } }] };
    cache.store(request(0), mine);
    mine.steps[0]!.position.x = 99;
    mine.steps.push({ act: 'Jump', position: { x: 0, y: 0 } });
    const found = cache.lookup(request(0)) as unknown as typeof mine;
    expect(() => found.steps.push(found.steps[0]!)).toThrow(TypeError);
    expect(() => {
      found.steps[0]!.position.x = 7;
    }).toThrow(TypeError);
    expect(cache.lookup(request(0))?.steps).toEqual([{ act: 'TakeCover', position: { x: 1, y: 1 } }]);
  });

  it('T21: nobody can change what lies deeper in a plan that looks frozen, nor what similar worlds get', () => {
    const cache = createPlanCache({ similarity: {} });
    const position = { x: 1, y: 1 };
    const plan = createPlan([Object.freeze({ act: 'TakeCover', position })]);
    const check: typeof tacticalDomain.check = (_, steps) => steps.map(() => ({ isLegal: true }));
    const domain = { ...tacticalDomain, check, similarity: { outline: () => undefined } };
    cache.store(about(worldWith(), { domain }), plan);
    position.x = 5_000;
    const answers = [cache.find(about(worldWith(), { domain })), cache.find(about(worldWith({ me: { ammo: 9 } }), { domain }))];
    expect(answers.map(({ verdict }) => verdict)).toEqual(['hit', 'similar']);
    for (const answer of answers) expect(answer.plan?.steps).toEqual([{ act: 'TakeCover', position: { x: 1, y: 1 } }]);
  });

  it.each<[string, () => void]>([
    ['maxEntries', () => createPlanCache({ maxEntries: 1 })],
    ['maxEntries', () => createPlanCache({ maxEntries: Number.NaN })],
    ['maxBytes', () => createPlanCache({ maxBytes: 0 })],
    ['ttlMs', () => createPlanCache({ ttlMs: -1 })],
    ['freshness.halfLifeMs', () => createPlanCache({ freshness: { halfLifeMs: 0 } })],
    ['freshness.refreshBelow', () => createPlanCache({ freshness: { halfLifeMs: 1, refreshBelow: 2 } })],
    ['similarity.threshold', () => createPlanCache({ similarity: { threshold: 1.1 } })],
    ['saveDelayMs', () => createPlanCache({ saveDelayMs: -1 })],
  ])('refuses a wrong %s', (name, make) => {
    expect(make).toThrow(`option "${name}"`);
  });
});

describe('createPlanCache with similarity', () => {
  const similarTo = (stored: ReturnType<typeof worldWith>, live: ReturnType<typeof worldWith>, plan = attack) => {
    const cache = createPlanCache({ similarity: {} });
    cache.store(about(stored), plan, { tokens: 100 });
    return cache.find(about(live));
  };

  it('serves the plan of a world that is almost the same, and says how far it is', () => {
    const answer = similarTo(worldWith(), worldWith({ me: { ammo: 9 }, enemies: [enemyAt(6, 5, { hp: 95 })] }));
    expect(answer).toMatchObject({ verdict: 'similar', plan: attack, distance: 0.5, tokensSaved: 100 });
  });

  it('binds the plan to whoever has the role now', () => {
    const answer = similarTo(worldWith({ enemies: [enemyAt(5, 5), enemyAt(8, 8, { id: 8 })] }), worldWith({ enemies: [enemyAt(8, 8, { id: 7 }), enemyAt(5, 5, { id: 12 })] }));
    expect(answer.verdict).toBe('similar');
    expect(answer.plan?.steps).toEqual([{ act: 'MarkTarget', target_id: 12 }, { act: 'Attack', target_id: 12 }]);
  });

  it.each<[string, Parameters<typeof worldWith>[0]]>([
    ['V3: other small numbers', { me: { ammo: 2 }, enemies: [enemyAt(2, 9)] }],
    ['V4: three enemies instead of one', { enemies: [enemyAt(5, 5), enemyAt(6, 5, { id: 8 }), enemyAt(5, 6, { id: 9 })] }],
    ['V5: another objective', { objective: 'defend' }],
    ['T19: 5 hit points instead of 95', { enemies: [enemyAt(5, 5, { hp: 5 })] }],
    ['T19: near instead of far', { objective: 'stay near the exit' }],
    ['a negation', { objective: 'do not extract' }],
    ['another number in the objective', { objective: 'extract in 5 minutes' }],
  ])('does not take these for the same: %s', (_, parts) => {
    const stored = worldWith({ enemies: [enemyAt(5, 5, { hp: 95 })], ...(parts?.objective?.startsWith('stay') && { objective: 'stay far from the exit' }) });
    expect(similarTo(stored, worldWith({ enemies: [enemyAt(5, 5, { hp: 95 })], ...parts })).verdict).toBe('miss');
  });

  it('V6: time alone makes no difference, and is an exact hit', () => {
    expect(similarTo(worldWith({ t: 1, me: { cooldowns: { Heal: 2.5 } } }), worldWith({ t: 2, me: { cooldowns: { Heal: 2.4 } } })).verdict).toBe('hit');
  });

  it('T26: all steps are checked, and a plan whose third is not legal is cut before it', () => {
    const [near, far] = [worldWith({ me: { pos: { x: 0, y: 0 } } }), worldWith({ me: { pos: { x: 0, y: -2 } } })];
    const throws = createPlan([{ act: 'Scan', radius: 5 }, { act: 'MarkTarget', target_id: 7 }, { act: 'ThrowSmoke', x: 0, y: 15 }]);
    expect([isLegal(near, throws), isLegal(far, throws)]).toEqual([true, false]);
    const cache = createPlanCache({ similarity: {} });
    cache.store(about(near), throws);
    const answer = cache.find(about(far));
    expect(answer.verdict).toBe('repaired');
    expect(answer.plan?.steps).toEqual(throws.steps.slice(0, 2));
    expect(cache.stats()).toMatchObject({ similar: 1, repaired: 1 });
  });

  it('T24: what was refused once is not proposed again, and is still there for its own world', () => {
    const [near, far] = [worldWith(), worldWith({ me: { pos: { x: 0, y: -2 } } })];
    const throws = createPlan([{ act: 'ThrowSmoke', x: 0, y: 15 }]);
    const cache = createPlanCache({ similarity: {} });
    cache.store(about(near), throws);
    expect(['first', 'second'].map(() => cache.find(about(far)).verdict)).toEqual<CacheVerdict[]>(['stale', 'miss']);
    cache.store(about(far), wait);
    expect(cache.find(about(far))).toMatchObject({ verdict: 'hit', plan: wait });
    expect(cache.find(about(near))).toMatchObject({ verdict: 'hit', plan: throws });
  });

  it('forgets what it gave up for room, age or on demand', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ similarity: {}, clock, ttlMs: 100, maxEntries: 2 });
    const live = about(worldWith({ me: { ammo: 9 } }));
    cache.store(about(worldWith()), attack);
    cache.invalidate({});
    expect(cache.find(live).verdict).toBe('miss');
    cache.store(about(worldWith()), attack);
    cache.store(about(worldWith({ objective: 'a' })), wait);
    cache.store(about(worldWith({ objective: 'b' })), wait);
    expect(cache.find(live).verdict).toBe('miss');
    cache.store(about(worldWith()), attack);
    await clock.advance(100);
    expect(cache.find(live).plan).toBeUndefined();
  });
});
