import { describe, expect, it } from 'vitest';
import { after, verdictsOf } from '../../test/plans.ts';
import { enemyAt, worldWith } from '../../test/worlds.ts';

describe('Scan', () => {
  it('sees enemies within the radius and in sight', () => {
    const enemies = [enemyAt(5, 0, { lastSeenSeconds: 9 }), enemyAt(0, 5, { id: 8, lastSeenSeconds: 9 }), enemyAt(12, 0, { id: 9, lastSeenSeconds: 9 })];
    const { world } = after(worldWith({ enemies, obstacles: [{ x: 0, y: 2 }] }), { act: 'Scan', radius: 10 });
    expect(world.enemies.map(({ lastSeenSeconds }) => lastSeenSeconds)).toEqual([0, 9, 9]);
  });
});

describe('Wait', () => {
  it('lets time pass: cool-downs run down and stamina comes back', () => {
    const { world, seconds } = after(worldWith({ t: 100, me: { stamina: 0.5, cooldowns: { Heal: 5 } } }), { act: 'Wait', duration: 3.5 });
    expect([seconds, world.t, world.me.stamina, world.me.cooldowns]).toEqual([3.5, 103.5, 0.85, { Heal: 1.5 }]);
    expect(after(worldWith({ me: { stamina: 0.9 } }), { act: 'Wait', duration: 60 }).world.me.stamina).toBe(1);
  });
});

describe('Interact', () => {
  const pois = [{ k: 'ammo_cache', pos: { x: 1, y: 1 }, id: 3 }, { k: 'health_pack', pos: { x: 9, y: 0 }, id: 4 }, { k: 'exit', pos: { x: 0, y: 1 } }];
  const world = worldWith({ pois, enemies: [enemyAt(1, 0)], me: { inventory: {} } });

  it('uses a point of interest, once', () => {
    const { pois: left, me } = after(world, { act: 'Interact', target_id: 3 }).world;
    expect([left.map(({ k }) => k), me.inventory]).toEqual([['health_pack', 'exit'], { ammo: 30 }]);
    const again = [{ act: 'Interact', target_id: 3 }, { act: 'Wait', duration: 1 }, { act: 'Interact', target_id: 3 }];
    expect(verdictsOf(world, again)).toEqual(['legal', 'legal', 'not-needed']);
  });

  it('gives a medkit for a health pack that one walked up to', () => {
    const steps = [{ act: 'Interact', target_id: 4 }, { act: 'MoveTo', x: 8, y: 0 }, { act: 'Interact', target_id: 4 }, { act: 'Heal' }];
    expect(verdictsOf(world, steps)).toEqual(['out-of-range', 'legal', 'legal', 'legal']);
  });

  it('is refused for anything else', () => {
    expect(verdictsOf(world, [{ act: 'Interact', target_id: 7 }, { act: 'Interact', target_id: 99 }])).toEqual(['wrong-target', 'no-target']);
  });
});

describe('UseAbility', () => {
  it('needs a charge when charges are known', () => {
    const use = { act: 'UseAbility', ability_name: 'cloak' };
    expect(after(worldWith({ me: { abilities: { cloak: 2 } } }), use).world.me.abilities).toEqual({ cloak: 1 });
    expect(verdictsOf(worldWith({ me: { abilities: {} } }), [use])).toEqual(['no-charge']);
    expect(after(worldWith(), use).statuses).toEqual([{ name: 'ability-active', detail: 'cloak', untilSeconds: 5 }]);
  });
});
