import { createPlan } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { createPlanCache } from './create-plan-cache.ts';

const reload = createPlan([{ act: 'Reload' }]);

describe('createPlanCache', () => {
  it('returns the stored plan for an equal world of the same namespace only', () => {
    const cache = createPlanCache();
    cache.store({ namespace: 'a', world: { ammo: 0 } }, reload);
    expect(cache.lookup({ namespace: 'a', world: { ammo: 0 } })).toBe(reload);
    expect(cache.lookup({ namespace: 'b', world: { ammo: 0 } })).toBeUndefined();
    expect(cache.lookup({ namespace: 'a', world: { ammo: 1 } })).toBeUndefined();
  });

  it('does not let a namespace end where a world begins', () => {
    const cache = createPlanCache();
    cache.store({ namespace: 'a{"x":1}', world: {} }, reload);
    expect(cache.lookup({ namespace: 'a', world: { x: 1 } })).toBeUndefined();
  });

  it('tells long worlds apart by their whole content', () => {
    const cache = createPlanCache();
    const long = 'x'.repeat(20_000);
    cache.store({ namespace: 'a', world: { text: `${long}1` } }, reload);
    expect(cache.lookup({ namespace: 'a', world: { text: `${long}1` } })).toBe(reload);
    expect(cache.lookup({ namespace: 'a', world: { text: `${long}2` } })).toBeUndefined();
  });

  it('never keeps an empty plan', () => {
    const cache = createPlanCache();
    cache.store({ namespace: 'a', world: {} }, createPlan([]));
    expect(cache.lookup({ namespace: 'a', world: {} })).toBeUndefined();
  });

  it('holds at most maxEntries plans and keeps what was used last', () => {
    const cache = createPlanCache({ maxEntries: 10 });
    for (let index = 0; index < 100; index += 1) {
      cache.store({ namespace: 'a', world: { index } }, reload);
      expect(cache.stats().entries).toBeLessThanOrEqual(10);
    }
    expect(cache.lookup({ namespace: 'a', world: { index: 99 } })).toBe(reload);
    expect(cache.lookup({ namespace: 'a', world: { index: 0 } })).toBeUndefined();
  });

  it('counts lookups as hits plus misses', () => {
    const cache = createPlanCache();
    cache.lookup({ namespace: 'a', world: {} });
    cache.store({ namespace: 'a', world: {} }, reload);
    cache.lookup({ namespace: 'a', world: {} });
    expect(cache.stats()).toMatchObject({ lookups: 2, exact: 1, misses: 1, entries: 1, hitRatio: 0.5 });
    cache.clear();
    expect(cache.stats().entries).toBe(0);
  });

  it.each([0, 1, -1, 1.5, Number.NaN])('refuses maxEntries %s', (maxEntries) => {
    expect(() => createPlanCache({ maxEntries })).toThrow('option "maxEntries" must be a whole number above 1');
  });
});
