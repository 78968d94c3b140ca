import type { PlanStep } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { after, verdictsOf } from '../../test/plans.ts';
import { enemyAt, worldWith } from '../../test/worlds.ts';

const near = worldWith({ enemies: [enemyAt(1, 1)], me: { stamina: 1, ammo: 5 } });
const far = worldWith({ enemies: [enemyAt(12, 0)], me: { stamina: 1, ammo: 5, inventory: { grenade: 1 }, abilities: { aoe_attack: 1 } } });
const hpAfter = (world: typeof near, step: PlanStep) => after(world, step).world.enemies[0]?.hp;

describe('attacks', () => {
  it.each([
    [{ act: 'Attack', target_id: 7 }, 90],
    [{ act: 'AimedShot', target_id: 7 }, 85],
    [{ act: 'QuickAttack', target_id: 7 }, 95],
    [{ act: 'HeavyAttack', target_id: 7 }, 75],
    [{ act: 'Charge', target_id: 7 }, 85],
    [{ act: 'CoverFire', target_id: 7, duration: 2.5 }, 88],
    [{ act: 'CoverFire', target_id: 7, duration: 0.1 }, 99],
    [{ act: 'AoEAttack', x: 2, y: 1, radius: 1 }, 80],
    [{ act: 'ThrowExplosive', x: 2, y: 3 }, 60],
  ] as const)('%j leaves an enemy of 100 hp with %d', (step, hp) => {
    expect(hpAfter(near, step)).toBe(hp);
  });

  it('cannot bring an enemy below 0, and refuse one who is dead, unknown or a friend', () => {
    const world = worldWith({ enemies: [enemyAt(1, 0, { hp: 3 })], allies: [{ id: 8, pos: { x: 0, y: 1 }, hp: 9 }] });
    expect(hpAfter(world, { act: 'Attack', target_id: 7 })).toBe(0);
    const codes = verdictsOf(world, [7, 7, 8, 0, 9].map((target_id) => ({ act: 'QuickAttack', target_id })));
    expect(codes).toEqual(['legal', 'target-down', 'wrong-target', 'wrong-target', 'no-target']);
  });

  it('need the enemy in range', () => {
    const acts = ['Attack', 'AimedShot', 'QuickAttack', 'HeavyAttack', 'CoverFire', 'Charge'];
    const codesAt = (x: number) => acts.map((act) => verdictsOf(worldWith({ enemies: [enemyAt(x, 0)] }), [{ act, target_id: 7, duration: 1 }])[0]);
    const [legal, distant] = ['legal', 'out-of-range'];
    expect(codesAt(2)).toEqual([legal, legal, legal, legal, legal, legal]);
    expect(codesAt(3)).toEqual([legal, legal, distant, distant, legal, legal]);
    expect(codesAt(21)).toEqual([distant, legal, distant, distant, distant, legal]);
    expect(codesAt(26)).toEqual([distant, distant, distant, distant, distant, legal]);
    expect(codesAt(51)).toEqual(Array.from(acts, () => distant));
  });

  it('need the enemy in sight', () => {
    const hidden = worldWith({ enemies: [enemyAt(8, 0)], obstacles: [{ x: 4, y: 0 }] });
    expect(verdictsOf(hidden, [{ act: 'AimedShot', target_id: 7 }, { act: 'MoveTo', x: 0, y: 3 }, { act: 'AimedShot', target_id: 7 }])).toEqual(['no-line-of-sight', 'legal', 'legal']);
  });

  it('use rounds: one a shot, up to three for covering fire, none hand to hand', () => {
    expect(after(far, { act: 'Attack', target_id: 7 }).world.me.ammo).toBe(4);
    expect(after(far, { act: 'AimedShot', target_id: 7 }).world.me.ammo).toBe(4);
    expect(after(far, { act: 'CoverFire', target_id: 7, duration: 1 }).world.me.ammo).toBe(2);
    expect(after(near, { act: 'Attack', target_id: 7 }).world.me.ammo).toBe(5);
    const last = worldWith({ enemies: [enemyAt(9, 0)], me: { ammo: 1 } });
    expect(verdictsOf(last, [{ act: 'CoverFire', target_id: 7, duration: 1 }, { act: 'Attack', target_id: 7 }])).toEqual(['legal', 'no-ammo']);
    const empty = worldWith({ enemies: [enemyAt(1, 0)], me: { ammo: 0 } });
    expect(verdictsOf(empty, [{ act: 'Attack', target_id: 7 }, { act: 'AimedShot', target_id: 7 }])).toEqual(['legal', 'no-ammo']);
  });

  it('need breath for heavy blows and charges', () => {
    const tired = worldWith({ enemies: [enemyAt(1, 0)], me: { stamina: 0.2 } });
    expect(verdictsOf(tired, [{ act: 'Charge', target_id: 7 }, { act: 'HeavyAttack', target_id: 7 }, { act: 'Wait', duration: 3 }])).toEqual(['no-stamina', 'legal', 'legal']);
  });

  it('a charge ends beside the enemy, and needs a way there', () => {
    const { me } = after(far, { act: 'Charge', target_id: 7 }).world;
    expect(me).toMatchObject({ pos: { x: 10, y: 0 }, stamina: 0.75 });
    const beyond = worldWith({ enemies: [enemyAt(9, 0)], bounds: { minX: 0, minY: 0, maxX: 6, maxY: 6 } });
    expect(verdictsOf(beyond, [{ act: 'Charge', target_id: 7 }])).toEqual(['no-path']);
  });

  it('covering fire suppresses for as long as it lasts', () => {
    const { statuses, seconds } = after(far, { act: 'CoverFire', target_id: 7, duration: 2.5 });
    expect([statuses, seconds]).toEqual([[{ name: 'suppressed', on: 7, untilSeconds: 2.5 }], 2.5]);
  });
});

describe('ThrowExplosive and AoEAttack', () => {
  const crowd = worldWith({ enemies: [enemyAt(10, 0), enemyAt(13, 0, { id: 8 }), enemyAt(14, 0, { id: 9 })], me: { inventory: { grenade: 1 }, abilities: { aoe_attack: 1 } } });

  it('hit everybody hostile around the cell, and use up what they are made of', () => {
    const thrown = after(crowd, { act: 'ThrowExplosive', x: 10, y: 0 });
    expect(thrown.world.enemies.map(({ hp }) => hp)).toEqual([60, 60, 100]);
    expect(thrown.world.me.inventory).toEqual({ grenade: 0 });
    const area = after(crowd, { act: 'AoEAttack', x: 10, y: 0, radius: 10 });
    expect(area.world.enemies.map(({ hp }) => hp)).toEqual([80, 80, 80]);
    expect(area.world.me.abilities).toEqual({ aoe_attack: 0 });
  });

  it('need the cell inside the world, within 15 cells and in sight', () => {
    const world = worldWith({ bounds: { minX: -5, minY: -5, maxX: 30, maxY: 5 }, obstacles: [{ x: 2, y: 0 }] });
    const cells = [[0, 6], [16, 0], [5, 0], [5, 5]] as const;
    const codes = ['out-of-bounds', 'out-of-range', 'no-line-of-sight', 'legal'];
    expect(cells.map(([x, y]) => verdictsOf(world, [{ act: 'ThrowExplosive', x, y }])[0])).toEqual(codes);
    expect(cells.map(([x, y]) => verdictsOf(world, [{ act: 'AoEAttack', x, y, radius: 2 }])[0])).toEqual(codes);
  });

  it('need a grenade or a charge, when it is known what there is', () => {
    const bare = worldWith({ me: { inventory: {}, abilities: {} } });
    expect(verdictsOf(bare, [{ act: 'ThrowExplosive', x: 5, y: 0 }, { act: 'AoEAttack', x: 5, y: 0, radius: 2 }])).toEqual(['no-item', 'no-charge']);
  });
});
