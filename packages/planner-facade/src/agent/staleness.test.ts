import type { CanonicalWorld } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { staleness } from './staleness.ts';

const attack = { act: 'Attack', target_id: 9 };
const planned: CanonicalWorld = {
  me: { hp: 80, pos: { x: 0, y: 0 }, items: ['rope'] },
  objective: 'hold',
  enemies: [{ id: 9, pos: { x: 5, y: 5 }, hp: 50 }, { id: 'x1', hp: 1 }],
};
const today = (parts: Record<string, unknown>) => ({ ...planned, ...parts }) as CanonicalWorld;

describe('staleness', () => {
  it('is 0 for an equal world and 1 for one in which everything is different', () => {
    expect(staleness(planned, structuredClone(planned), [attack])).toBe(0);
    expect(staleness(planned, {}, [attack])).toBe(1);
    expect(staleness({}, planned, [attack])).toBe(1);
    expect(staleness({}, {}, [attack])).toBe(0);
  });

  it('is the share of the facts that have changed, a position or a list being one', () => {
    // facts: me.hp, me.pos, me.items, objective, that enemy 9 is there, its pos, its hp
    const me = { hp: 80, pos: { x: 1, y: 1 }, items: ['rope'] };
    expect(staleness(planned, today({ me }), [attack])).toBeCloseTo(1 / 7);
    expect(staleness(planned, today({ me: { ...me, items: [] } }), [attack])).toBeCloseTo(2 / 7);
    expect(staleness(planned, today({ me: { ...me, items: [], hp: 1 }, objective: 'flee' }), [attack])).toBeCloseTo(4 / 7);
  });

  it('looks at those entries of lists only that the steps mention, anywhere in their arguments', () => {
    const gone = today({ enemies: [] });
    expect(staleness(planned, gone, [attack])).toBeCloseTo(3 / 7);
    expect(staleness(planned, gone, [{ act: 'Wait' }])).toBe(0);
    expect(staleness(planned, gone, [{ act: 'Guard', posts: [{ against: ['x1'] }] }])).toBeCloseTo(2 / 6);
    expect(staleness(planned, gone, [{ act: '9' }])).toBe(0);
  });

  it('counts what has appeared', () => {
    const more = today({ me: { hp: 80, pos: { x: 0, y: 0 }, items: ['rope'], mount: 'horse' }, allies: [{ id: 9, hp: 3 }] });
    expect(staleness(planned, more, [attack])).toBeCloseTo(3 / 10);
  });

  it('does not mind where in its list an entry stands', () => {
    expect(staleness(planned, today({ enemies: (planned['enemies'] as []).toReversed() }), [attack])).toBe(0);
  });

  it('weighs facts by their paths; what is not above 0 does not count', () => {
    const changed = today({ me: { hp: 10, pos: { x: 9, y: 9 }, items: ['rope'] } });
    const seen: string[] = [];
    staleness(planned, planned, [attack], (path) => seen.push(path));
    expect(seen).toEqual(['me.hp', 'me.pos', 'me.items', 'objective', 'enemies[9]', 'enemies[9].pos', 'enemies[9].hp']);
    expect(staleness(planned, changed, [attack], (path) => (path === 'me.hp' ? 3 : path === 'me.items' ? 1 : 0))).toBe(0.75);
    expect(staleness(planned, changed, [attack], () => NaN)).toBe(0);
    expect(staleness(planned, changed, [attack], () => -1)).toBe(0);
  });

  it('is not fooled by names that objects have by nature', () => {
    const odd = JSON.parse('{"__proto__":{"hp":1},"constructor":5}') as CanonicalWorld;
    expect(staleness(odd, odd, [])).toBe(0);
    expect(staleness(odd, {}, [])).toBe(1);
  });

  it('lies between 0 and 1, is 0 for equal worlds and the same in both directions', () => {
    const world = fc.dictionary(fc.constantFrom('me', 'player', 'foes', 'goal'), fc.jsonValue({ maxDepth: 3 })) as fc.Arbitrary<CanonicalWorld>;
    const steps = fc.array(fc.record({ act: fc.constant('A'), target: fc.oneof(fc.nat(3), fc.string({ maxLength: 1 })) }), { maxLength: 3 });
    fc.assert(
      fc.property(world, world, steps, (one, other, plan) => {
        const ratio = staleness(one, other, plan);
        expect(ratio).toBeGreaterThanOrEqual(0);
        expect(ratio).toBeLessThanOrEqual(1);
        expect(staleness(other, one, plan)).toBe(ratio);
        expect(staleness(one, one, plan)).toBe(0);
      }),
    );
  });

  it('does not grow old with the clock of a game, nor by walking along', () => {
    const snapshot = (t: number, x: number) =>
      tacticalDomain.canonical(
        tacticalDomain.parseWorld({
          t,
          player: { hp: 80, pos: { x: 0, y: x }, stance: 'stand', orders: [] },
          me: { ammo: 5, pos: { x, y: 0 }, cooldowns: {}, morale: 1 },
          enemies: [{ id: 9, pos: { x: 8, y: x }, hp: 50, cover: 'none', lastSeenSeconds: 0 }],
          pois: [],
          obstacles: [],
        }),
      );
    expect(staleness(snapshot(0, 0), snapshot(3_600, 0), [attack])).toBe(0);
    expect(staleness(snapshot(0, 0), snapshot(1, 1), [attack])).toBeLessThan(0.3);
  });
});
