import assert from 'node:assert/strict';
import { seededRandom } from '@planweave/core-types';
import { createTacticalDomain, goapStrategy, ruleStrategy, tacticalDomain, utilityStrategy, type Strategy, type WorldSnapshot } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyWorld } from '../../test/any-world.ts';
import { enemyAt, worldWith } from '../../test/worlds.ts';
import { findPlan } from './goap/find-plan.ts';

const strategies: readonly [string, Strategy][] = [['rule', ruleStrategy], ['utility', utilityStrategy], ['goap', goapStrategy]];
const acts = (strategy: Strategy, world: WorldSnapshot) => strategy(world, seededRandom(1)).steps.map(({ act }) => act);

describe.each(strategies)('%sStrategy', (name, strategy) => {
  it('is never empty, always legal and the same every time', () => {
    const sparse = createTacticalDomain({ tools: ['MoveTo', 'Attack', 'Heal'] });
    fc.assert(
      fc.property(anyWorld, fc.constantFrom(undefined, sparse), fc.nat(), (world, domain, seed) => {
        const plan = strategy(world, seededRandom(seed), domain);
        assert.ok(plan.steps.length > 0);
        assert.ok((domain ?? tacticalDomain).check(world, plan.steps).every(({ isLegal }) => isLegal));
        assert.deepEqual(strategy(world, seededRandom(seed), domain), plan);
      }),
      { seed: 71, numRuns: 400 },
    );
  }, 60_000);

  it('has a plan when it is quiet', () => {
    expect(acts(strategy, worldWith())).toEqual(['Scan']);
  });

  it('says who made the plan', () => {
    expect(strategy(worldWith({ enemies: [enemyAt(9, 0)] }), seededRandom(1)).rationale).toMatch(new RegExp(`^${name}: `));
  });
});

describe('ruleStrategy', () => {
  it('advances behind smoke, or with covering fire when there is none', () => {
    const enemies = [enemyAt(30, 4, { id: 1 }), enemyAt(10, 4)];
    expect(ruleStrategy(worldWith({ enemies }), seededRandom(1)).steps).toEqual([{ act: 'ThrowSmoke', x: 5, y: 2 }, { act: 'MoveTo', x: 2, y: 2 }]);
    const without = worldWith({ enemies, me: { cooldowns: { ThrowSmoke: 4 } } });
    expect(ruleStrategy(without, seededRandom(1)).steps).toEqual([{ act: 'MoveTo', x: 1, y: 1 }, { act: 'CoverFire', target_id: 7, duration: 1.5 }]);
  });
});

describe('utilityStrategy', () => {
  it.each<[string, Parameters<typeof worldWith>[0], string[]]>([
    ['falls back when it is hurt and pressed', { me: { hp: 15 }, enemies: [enemyAt(3, 0)] }, ['ThrowSmoke', 'Retreat']],
    ['strikes when it is strong and close', { me: { hp: 100 }, enemies: [enemyAt(1, 0)] }, ['HeavyAttack', 'Attack']],
    ['shoots at a distance', { enemies: [enemyAt(15, 0)], obstacles: [{ x: 1, y: 1 }] }, ['AimedShot', 'TakeCover']],
    ['patches itself up when it is safe', { me: { hp: 10 } }, ['TakeCover', 'Heal']],
    ['rescues', { allies: [{ id: 5, pos: { x: 5, y: 0 }, hp: 0 }] }, ['Approach', 'Revive']],
    ['walks to the goal', { pois: [{ k: 'exit', pos: { x: 9, y: 9 } }] }, ['MoveTo']],
    ['reloads', { me: { ammo: 0 }, enemies: [enemyAt(18, 0)] }, ['Reload']],
  ])('%s', (_, parts, expected) => {
    expect(acts(utilityStrategy, worldWith(parts))).toEqual(expected);
  });
});

describe('goapStrategy', () => {
  it.each<[string, Parameters<typeof worldWith>[0], string[]]>([
    ['reloads and closes in before it shoots', { me: { ammo: 0 }, enemies: [enemyAt(30, 0)] }, ['Reload', 'Approach', 'AimedShot', 'Attack']],
    ['strikes what is in reach', { enemies: [enemyAt(1, 1)] }, ['HeavyAttack', 'Attack']],
    ['goes hand to hand when there is nothing to reload with', { me: { ammo: 0, inventory: {} }, enemies: [enemyAt(12, 0)] }, ['Approach', 'HeavyAttack', 'Attack']],
    ['heals in cover when it is safe', { me: { hp: 10 } }, ['TakeCover', 'Heal']],
    ['fights first when danger is near', { me: { hp: 10 }, enemies: [enemyAt(1, 1)] }, ['HeavyAttack', 'Attack']],
    ['rescues', { allies: [{ id: 5, pos: { x: 5, y: 0 }, hp: 0 }] }, ['Approach', 'Revive']],
    ['walks to the goal', { pois: [{ k: 'exit', pos: { x: 9, y: 9 } }] }, ['MoveTo']],
    ['watches when it cannot scan', { me: { cooldowns: { Scan: 4 } } }, ['Wait']],
  ])('%s', (_, parts, expected) => {
    expect(acts(goapStrategy, worldWith(parts))).toEqual(expected);
  });
});

describe('findPlan', () => {
  const action = (name: string, needs: number, gives: number, cost: number, takes = 0) => ({ name, needs, gives, takes, cost });
  const names = (plan: readonly { name: string }[] | undefined) => plan?.map(({ name }) => name);

  it('finds the cheapest sequence, not the shortest', () => {
    const actions = [action('jump', 0, 4, 9), action('a', 0, 1, 2), action('b', 1, 2, 2), action('c', 2, 4, 2)];
    expect(names(findPlan(0, 4, actions))).toEqual(['a', 'b', 'c']);
  });

  it('minds what actions take away', () => {
    const actions = [action('walk', 0, 1, 1, 2), action('aim', 0, 2, 1), action('fire', 3, 4, 1)];
    expect(names(findPlan(2, 4, actions))).toEqual(['walk', 'aim', 'fire']);
  });

  it('has nothing to do for a goal that holds, and no answer for one out of reach', () => {
    expect(findPlan(1, 1, [action('a', 0, 1, 1)])).toEqual([]);
    expect(findPlan(0, 8, [action('a', 0, 1, 1), action('b', 1, 2, 1)])).toBeUndefined();
  });

  it('is as cheap as the cheapest of all sequences up to a length', () => {
    const anyAction = fc.record({ name: fc.constant('x'), needs: fc.nat(15), gives: fc.nat(15), takes: fc.nat(15), cost: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(anyAction, { minLength: 1, maxLength: 5 }), fc.nat(15), fc.nat(15), (actions, start, goal) => {
        const cheapest = new Map([[start, 0]]);
        for (let round = 0; round < 16; round += 1) {
          for (const [facts, cost] of Array.from(cheapest)) {
            for (const { needs, gives, takes, cost: more } of actions) {
              const next = (facts & ~takes) | gives;
              if ((facts & needs) === needs && cost + more < (cheapest.get(next) ?? Infinity)) cheapest.set(next, cost + more);
            }
          }
        }
        const best = Math.min(...[...cheapest].filter(([facts]) => (facts & goal) === goal).map(([, cost]) => cost));
        const found = findPlan(start, goal, actions)?.reduce((sum, { cost }) => sum + cost, 0);
        assert.equal(found ?? Infinity, best);
      }),
      { seed: 72, numRuns: 1000 },
    );
  });
});
