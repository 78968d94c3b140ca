import { createPlan } from '@planweave/core-types';
import { createPlanCache, type PlanCache, type PlanCacheOptions } from '@planweave/prompt-cache';
import { compose } from '@planweave/resilience';
import { tacticalDomain } from '@planweave/tactical-domain';
import { manualClock, recordingObserver, scriptedModel } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { createPlanner } from '../create-planner.ts';
import type { PlannerCache } from '../planner-options.ts';

const worldWith = (ammo: number) => ({ t: 1, player: { hp: 80, pos: { x: 0, y: 0 } }, me: { ammo, pos: { x: 2, y: 0 } }, enemies: [], pois: [], obstacles: [] });

function remembering(options: PlanCacheOptions = {}, wrap: (cache: PlanCache) => PlannerCache = (cache) => cache) {
  const clock = manualClock();
  const observer = recordingObserver();
  const cache = createPlanCache({ clock, ...options });
  const model = scriptedModel(Array.from({ length: 9 }, () => '{"steps":[{"act":"Scan","radius":10}]}'));
  const another = () => createPlanner({ domain: tacticalDomain, model, clock, cache: wrap(cache), observers: [observer], policy: compose([]) });
  const planner = another();
  return {
    clock,
    cache,
    planner,
    another,
    events: observer.events,
    plan: (ammo: number) => clock.runUntil(planner.plan(worldWith(ammo))),
    changes: () => observer.events.flatMap((event) => (event.type === 'cache-changed' ? [{ change: event.change, entries: event.entries, requestId: event.requestId }] : [])),
  };
}

describe('cacheLosses', () => {
  it('tells what was evicted for a new plan, by the request that stored it', async () => {
    const { plan, changes, cache } = remembering({ maxEntries: 2 });
    for (const ammo of [1, 2, 3]) {
      await plan(ammo);
      const evicted = changes().filter(({ change }) => change === 'evicted');
      expect(evicted.reduce((sum, { entries }) => sum + entries, 0)).toBe(cache.stats().evictions);
    }
    expect(changes().slice(-2)).toEqual(['stored', 'evicted'].map((change) => ({ change, entries: 1, requestId: 'plan-3' })));
  });

  it('tells what was found too old, and the age of what was not', async () => {
    const { plan, clock, changes, events } = remembering({ ttlMs: 1_000 });
    await plan(1);
    await clock.advance(400);
    await plan(1);
    await clock.advance(2_000);
    await plan(1);
    expect(changes()).toEqual([
      { change: 'stored', entries: 1, requestId: 'plan-1' },
      { change: 'expired', entries: 1, requestId: 'plan-3' },
      { change: 'stored', entries: 1, requestId: 'plan-3' },
    ]);
    const lookups = events.flatMap((event) => (event.type === 'cache-looked-up' ? [{ verdict: event.verdict, ageMs: event.ageMs }] : []));
    expect(lookups).toEqual([{ verdict: 'miss', ageMs: undefined }, { verdict: 'hit', ageMs: 400 }, { verdict: 'stale', ageMs: undefined }]);
  });

  it('tells what the game gave up itself, with the next lookup that finds nothing', async () => {
    const { plan, planner, changes, cache } = remembering();
    for (const ammo of [1, 2]) await plan(ammo);
    cache.invalidate({});
    expect(planner.planSync(worldWith(1))).toBeUndefined();
    expect(changes().slice(2)).toEqual([{ change: 'invalidated', entries: 2, requestId: 'plan-3' }]);
  });

  it('tells each loss once, however many planners share the cache', async () => {
    const { plan, another, changes, cache, clock } = remembering({ maxEntries: 2 });
    for (const ammo of [1, 2]) await plan(ammo);
    const late = another();
    await clock.runUntil(late.plan(worldWith(3)));
    await plan(4);
    expect(changes().filter(({ change }) => change === 'evicted')).toHaveLength(cache.stats().evictions);
    expect(cache.stats().evictions).toBeGreaterThan(2);
  });

  it('tells nothing of what was lost before there was a planner', async () => {
    const { plan, changes } = remembering({}, (cache) => {
      cache.store({ namespace: 'old', world: {} }, createPlan([{ act: 'Wait' }]));
      cache.invalidate({});
      expect(cache.stats().invalidated).toBe(1);
      return cache;
    });
    await plan(1);
    expect(changes().map(({ change }) => change)).toEqual(['stored']);
  });

  it('does without the counts of a cache that keeps none, and contains one whose counting throws', async () => {
    const silent = remembering({ maxEntries: 2 }, (cache) => ({ lookup: (request) => cache.lookup(request), find: (request) => cache.find(request), store: (...given) => cache.store(...given) }));
    for (const ammo of [1, 2, 3]) await silent.plan(ammo);
    expect(silent.changes().map(({ change }) => change)).toEqual(['stored', 'stored', 'stored']);
    const broken = remembering({}, (cache) => ({ ...cache, stats: () => { throw new Error('cannot count'); } }));
    expect((await broken.plan(1)).source).toBe('llm');
    expect(broken.events.filter(({ type }) => type === 'plug-in-failed')).toMatchObject([{ error: { message: expect.stringContaining('cannot count') as string } }, { error: { phase: 'cache' } }]);
  });
});
