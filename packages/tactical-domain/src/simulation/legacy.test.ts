import { describe, expect, it } from 'vitest';
import { after, verdictsOf } from '../../test/plans.ts';
import { enemyAt, worldWith } from '../../test/worlds.ts';

describe('Throw', () => {
  it('does what ThrowSmoke and ThrowExplosive do', () => {
    const world = worldWith({ enemies: [enemyAt(8, 0)], me: { inventory: { smoke_grenade: 1, grenade: 1 } } });
    expect(after(world, { act: 'Throw', item: 'grenade', x: 8, y: 0 }).world).toMatchObject({ enemies: [{ hp: 60 }], me: { inventory: { grenade: 0 } } });
    expect(after(world, { act: 'Throw', item: 'smoke', x: 4, y: 0 }).smokes).toHaveLength(1);
  });

  it('shares their cool-downs, so that no name is a way around', () => {
    const world = worldWith({ me: { cooldowns: { ThrowSmoke: 3 } } });
    const throwing = (item: string) => ({ act: 'Throw', item, x: 4, y: 0 });
    expect(verdictsOf(world, [throwing('smoke'), throwing('grenade'), { act: 'ThrowExplosive', x: 4, y: 0 }])).toEqual(['cooldown', 'legal', 'cooldown']);
    expect(after(worldWith(), throwing('smoke')).world.me.cooldowns).toEqual({ ThrowSmoke: 7, Throw: 7 });
  });
});

describe('Revive', () => {
  const allies = [{ id: 5, pos: { x: 2, y: 0 }, hp: 0 }, { id: 6, pos: { x: 9, y: 0 }, hp: 0 }, { id: 8, pos: { x: 1, y: 0 }, hp: 1 }];
  const world = worldWith({ allies, enemies: [enemyAt(1, 1)], player: { hp: 0, pos: { x: 0, y: 2 }, stance: 'prone', orders: [] } });

  it('gives 20 hp to a comrade or the player who is down', () => {
    expect(after(world, { act: 'Revive', ally_id: 5 }).world.allies?.[0]?.hp).toBe(20);
    expect(after(world, { act: 'Revive', ally_id: 0 }).world.player.hp).toBe(20);
    expect(verdictsOf(world, [{ act: 'Heal', target_id: 5 }, { act: 'Revive', ally_id: 5 }, { act: 'Heal', target_id: 5 }])).toEqual(['target-down', 'legal', 'legal']);
  });

  it('is refused for whoever is up, far away, hostile or unknown', () => {
    const codes = [8, 6, 7, 99].map((ally_id) => verdictsOf(world, [{ act: 'Revive', ally_id }])[0]);
    expect(codes).toEqual(['not-needed', 'out-of-range', 'wrong-target', 'no-target']);
  });
});

describe('ModifyTerrain', () => {
  const request = (request_id: string, x = 5) => ({
    act: 'ModifyTerrain',
    request_id,
    payload: { feature_type: { kind: 'crater', radius: 3 }, relative_location: { kind: 'coordinates', position: { x, y: 0 } }, narrative_reason: 'meteor' },
  });

  it('queues a request under its id', () => {
    expect(after(worldWith(), request('a')).statuses).toEqual([{ name: 'terrain-request', detail: 'a', untilSeconds: Infinity }]);
    expect(verdictsOf(worldWith(), [request('a'), request('b'), request('a')])).toEqual(['legal', 'legal', 'duplicate-request']);
  });

  it('is refused outside the world and for a payload that is not one', () => {
    const { payload, ...rest } = request('a');
    const codes = verdictsOf(worldWith(), [request('a', 101), { ...rest, payload: { ...payload, intensity: 1.1 } }, { ...rest, payload: { ...payload, feature_type: { kind: 'volcano' } } }]);
    expect(codes).toEqual(['out-of-bounds', 'bad-argument', 'bad-argument']);
  });
});
