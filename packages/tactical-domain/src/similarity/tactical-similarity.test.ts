import assert from 'node:assert/strict';
import type { OutlineSink, PlanStep } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySteps } from '../../test/any-step.ts';
import { anyWorld } from '../../test/any-world.ts';
import { enemyAt, worldWith } from '../../test/worlds.ts';
import { tacticalRoles } from './tactical-roles.ts';
import { tacticalSimilarity } from './tactical-similarity.ts';

function outlineOf(world: WorldSnapshot): unknown[] {
  const written: unknown[] = [];
  const sink: OutlineSink = {
    fact: (value) => written.push(['fact', value]),
    near: (value, tolerance) => written.push(['near', value, tolerance]),
    band: (value, edges, slack) => written.push(['band', value, edges, slack]),
    words: (text) => written.push(['words', text]),
  };
  tacticalSimilarity.outline(world, sink);
  return written;
}

/** The facts alone, and where everything else stands. */
const factsOf = (world: WorldSnapshot) => JSON.stringify(outlineOf(world).map((item) => ((item as unknown[])[0] === 'fact' ? item : (item as unknown[])[0])));

/** The same world in which everybody is called otherwise and lists come in the reverse order. */
function renamed(world: WorldSnapshot): WorldSnapshot {
  const other = (id: number) => 1_000 - id;
  return tacticalDomain.parseWorld({
    ...world,
    enemies: world.enemies.map((enemy) => ({ ...enemy, id: other(enemy.id) })).toReversed(),
    allies: world.allies?.map((ally) => ({ ...ally, id: other(ally.id) })).toReversed(),
    pois: world.pois.map((point) => (point.id === undefined ? point : { ...point, id: other(point.id) })).toReversed(),
  });
}

const wordless = (world: WorldSnapshot): WorldSnapshot => ({ ...world, objective: 'extract', player: { ...world.player, orders: [] } });

describe('tacticalSimilarity.outline', () => {
  it('is the same for worlds with one canonical form', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const disguised = { ...world, t: world.t + 1, enemies: world.enemies.toReversed(), obstacles: [...world.obstacles, ...world.obstacles].toReversed() };
        assert.deepEqual(outlineOf(disguised), outlineOf(world));
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('does not depend on what anybody is called', () => {
    fc.assert(fc.property(anyWorld.map(wordless), (world) => assert.deepEqual(outlineOf(renamed(world)), outlineOf(world))), { seed: 4, numRuns: 300 });
  });

  it('depends on what everybody is called when somebody is called by a number', () => {
    const order = worldWith({ objective: 'Kill enemy 7', enemies: [enemyAt(3, 3)] });
    expect(factsOf(renamed(order))).not.toBe(factsOf(order));
  });

  const base = { me: { ammo: 8, cooldowns: { Scan: 2 }, inventory: { grenade: 1 } }, enemies: [enemyAt(3, 3)], obstacles: [{ x: 1, y: 1 }] };
  it.each<[string, Parameters<typeof worldWith>[0]]>([
    ['one enemy more', { ...base, enemies: [enemyAt(3, 3), enemyAt(4, 4, { id: 8 })] }],
    ['a dead enemy', { ...base, enemies: [enemyAt(3, 3, { hp: 0 })] }],
    ['an enemy in cover', { ...base, enemies: [enemyAt(3, 3, { cover: 'wall' })] }],
    ['an empty weapon', { ...base, me: { ...base.me, ammo: 0 } }],
    ['another tool cooling down', { ...base, me: { ...base.me, cooldowns: { ThrowSmoke: 2 } } }],
    ['a grenade less', { ...base, me: { ...base.me, inventory: {} } }],
    ['a wall elsewhere', { ...base, obstacles: [{ x: 1, y: 2 }] }],
    ['narrower bounds', { ...base, bounds: { minX: -9, minY: -9, maxX: 9, maxY: 9 } }],
  ])('has other facts for %s', (_, parts) => {
    expect(factsOf(worldWith(parts))).not.toBe(factsOf(worldWith(base)));
  });

  it('has the same facts for an enemy who took a step and a scratch', () => {
    expect(factsOf(worldWith({ ...base, enemies: [enemyAt(4, 3, { hp: 90 })] }))).toBe(factsOf(worldWith(base)));
  });
});

describe('tacticalRoles', () => {
  it('binds a general plan to its own world as it was', () => {
    fc.assert(
      fc.property(anyWorld, anySteps, (world, steps) => {
        assert.deepEqual(tacticalRoles.bind(world, JSON.parse(JSON.stringify(tacticalRoles.generalise(world, steps)))), JSON.parse(JSON.stringify(steps)));
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('gives a plan the same verdicts in a world where everybody is called otherwise', () => {
    fc.assert(
      fc.property(anyWorld.map(wordless), anySteps, (world, steps) => {
        const other = renamed(world);
        const known = new Set([0, ...world.enemies, ...(world.allies ?? []), ...world.pois].map((each) => (typeof each === 'number' ? each : each.id)));
        fc.pre(steps.every(({ target_id: target = 0, ally_id: ally = 0 }) => known.has(target as number) && known.has(ally as number)));
        const bound = tacticalRoles.bind(other, tacticalRoles.generalise(world, steps));
        assert.deepEqual(tacticalDomain.check(other, bound).map(({ isLegal }) => isLegal), tacticalDomain.check(world, steps).map(({ isLegal }) => isLegal));
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it('follows whoever is named by id or by his cell, and leaves other cells alone', () => {
    const steps: PlanStep[] = [{ act: 'Attack', target_id: 7 }, { act: 'MoveTo', x: 3, y: 3 }, { act: 'MoveTo', x: 9, y: 9 }, { act: 'TakeCover', position: { x: 3, y: 3 } }];
    const general = tacticalRoles.generalise(worldWith({ enemies: [enemyAt(3, 3)] }), steps);
    expect(tacticalRoles.bind(worldWith({ enemies: [enemyAt(4, 2, { id: 12 })] }), general)).toEqual([
      { act: 'Attack', target_id: 12 },
      { act: 'MoveTo', x: 4, y: 2 },
      { act: 'MoveTo', x: 9, y: 9 },
      { act: 'TakeCover', position: { x: 4, y: 2 } },
    ]);
  });

  it('leaves a role that nobody has, and the check refuses it', () => {
    const general = tacticalRoles.generalise(worldWith({ enemies: [enemyAt(3, 3)] }), [{ act: 'Attack', target_id: 7 }]);
    const empty = worldWith();
    expect(tacticalDomain.check(empty, tacticalRoles.bind(empty, general))[0]).toMatchObject({ isLegal: false });
  });
});
