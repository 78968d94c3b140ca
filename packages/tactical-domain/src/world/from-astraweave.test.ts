import { InvalidOptionError, InvalidWorldError } from '@planweave/core-types';
import { fromAstraWeave } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';

/** The scene of the original's demo, as it writes it. */
const demo = () => ({
  t: 45,
  player: { hp: 75, pos: { x: 10, y: 10 }, stance: 'crouch', orders: ['hold'] },
  me: { ammo: 18, cooldowns: { grenade: 0, 'throw:smoke': 2.5, smoke: 1, teleport: 9 } as Record<string, number>, morale: 80, pos: { x: 12, y: 10 } },
  enemies: [
    { id: 99, pos: { x: 25, y: 15 }, hp: 100, cover: 'crate', last_seen: 2 },
    { id: 100, pos: { x: 28, y: 12 }, hp: -5, cover: 'Wall', last_seen: 50 },
  ],
  pois: [{ k: 'ammo_cache', pos: { x: 15, y: 8 } }],
  obstacles: [{ x: 18, y: 12 }],
  objective: null as string | null,
});

describe('fromAstraWeave', () => {
  it('brings every field to our unit', () => {
    const world = fromAstraWeave(demo(), { lastSeen: 'age' });
    expect(world.me).toEqual({ pos: { x: 12, y: 10 }, ammo: 18, morale: 0.8, cooldowns: { ThrowExplosive: 0, ThrowSmoke: 2.5 } });
    expect(world.enemies.map(({ hp, cover, lastSeenSeconds }) => [hp, cover, lastSeenSeconds])).toEqual([
      [100, 'crate', 2],
      [0, 'wall', 50],
    ]);
    expect(world.objective).toBeUndefined();
  });

  it('takes last_seen for a point in time unless told otherwise, and what is to come for now', () => {
    expect(fromAstraWeave(demo()).enemies.map((enemy) => enemy.lastSeenSeconds)).toEqual([43, 0]);
  });

  it('takes an enemy who was last seen days ago for one of a day ago', () => {
    expect(fromAstraWeave({ ...demo(), t: 1_000_000 }).enemies.map((enemy) => enemy.lastSeenSeconds)).toEqual([86_400, 86_400]);
  });

  it('leaves a morale of up to 1 as it is', () => {
    const world = fromAstraWeave({ ...demo(), me: { ...demo().me, morale: 1 } });
    expect(world.me.morale).toBe(1);
  });

  it('takes an unknown stance or cover for the plainest one', () => {
    const { enemies, ...rest } = demo();
    const world = fromAstraWeave({ ...rest, player: { ...rest.player, stance: 'crouching' }, enemies: [{ ...enemies[0], cover: 'hedge' }] });
    expect(world.player.stance).toBe('crouch');
    expect(world.enemies[0]?.cover).toBe('none');
  });

  it('takes the bounds that the snapshot has no field for', () => {
    const bounds = { minX: 0, minY: 0, maxX: 300, maxY: 300 };
    const me = { ...demo().me, pos: { x: 250, y: 1 } };
    expect(() => fromAstraWeave({ ...demo(), me })).toThrow('$.me.pos');
    expect(fromAstraWeave({ ...demo(), me }, { bounds }).bounds).toEqual(bounds);
  });

  it('says where a snapshot is wrong, and refuses an enemy who would be the player', () => {
    expect(() => fromAstraWeave({ ...demo(), enemies: [{ id: 1 }] })).toThrow('$.enemies[0].last_seen: expected a number, but found nothing');
    expect(() => fromAstraWeave({ ...demo(), enemies: [{ ...demo().enemies[0], id: 0 }] })).toThrow('$.enemies[0].id');
    expect(() => fromAstraWeave({ ...demo(), me: { ...demo().me, cooldowns: { grenade: 'soon', 'throw:grenade': 2 } } })).toThrow('$.me.cooldowns.grenade: expected a number up to 86400, but found "soon"');
    expect(() => fromAstraWeave({ ...demo(), me: { ...demo().me, cooldowns: { 'throw:smoke': Number.NaN } } })).toThrow('$.me.cooldowns["throw:smoke"]');
    expect(() => fromAstraWeave(demo(), { lastSeen: 'ago' as never })).toThrow(InvalidOptionError);
    for (const input of [null, 7, {}, { ...demo(), enemies: 'many' }]) expect(() => fromAstraWeave(input)).toThrow(InvalidWorldError);
  });
});
