import { tacticalDomain } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';
import { after, verdictsOf } from '../../test/plans.ts';
import { enemyAt, worldWith } from '../../test/worlds.ts';

const faced = worldWith({ enemies: [enemyAt(2, 0)], me: { stamina: 1 } });
const alone = worldWith();

describe('Block, Dodge and Parry', () => {
  it.each([
    ['Block', 'blocking', 1, undefined],
    ['Dodge', 'dodging', 0.5, undefined],
    ['Parry', 'stunned', 2, 7],
  ])('%s: %s for %d s', (act, name, untilSeconds, on) => {
    expect(after(faced, { act }).statuses).toEqual([{ name, untilSeconds, ...(on && { on }) }]);
  });

  it('are refused when nobody attacks', () => {
    const hidden = worldWith({ enemies: [enemyAt(4, 0)], obstacles: [{ x: 2, y: 0 }] });
    const dead = worldWith({ enemies: [enemyAt(2, 0, { hp: 0 })] });
    for (const world of [alone, hidden, dead]) expect(verdictsOf(world, [{ act: 'Block' }, { act: 'Dodge' }, { act: 'Parry' }])).toEqual(['no-threat', 'no-threat', 'no-threat']);
    expect(verdictsOf(worldWith({ enemies: [enemyAt(3, 0)] }), [{ act: 'Block' }, { act: 'Parry' }])).toEqual(['legal', 'no-threat']);
  });

  it('a dodge takes 15 % stamina', () => {
    expect(after(faced, { act: 'Dodge', direction: 'left' }).world.me.stamina).toBe(0.85);
    expect(verdictsOf(worldWith({ enemies: [enemyAt(2, 0)], me: { stamina: 0.14 } }), [{ act: 'Dodge' }])).toEqual(['no-stamina']);
  });
});

describe('ThrowSmoke', () => {
  const world = worldWith({ enemies: [enemyAt(12, 0)], me: { inventory: { smoke_grenade: 1 } } });
  const smoke = { act: 'ThrowSmoke', x: 6, y: 0 };
  const shot = { act: 'AimedShot', target_id: 7 };

  it('blocks lines of sight for 8 seconds; waiting clears them', () => {
    expect(verdictsOf(world, [shot, smoke, shot, { act: 'Wait', duration: 6 }, shot, { act: 'Wait', duration: 1 }, shot])).toEqual([
      'legal', 'legal', 'no-line-of-sight', 'legal', 'no-line-of-sight', 'legal', 'legal',
    ]);
    expect(tacticalDomain.check(world, [smoke, shot])[1]).toMatchObject({ isRecoverable: true, problem: 'AimedShot: (12,0) cannot be seen from (0,0) through the smoke' });
  });

  it('uses up the grenade and is refused without one', () => {
    const { world: later, smokes } = after(world, smoke);
    expect(later.me.inventory).toEqual({ smoke_grenade: 0 });
    expect(smokes).toEqual([{ centre: { x: 6, y: 0 }, untilSeconds: 8 }]);
    expect(verdictsOf(worldWith({ me: { inventory: {} } }), [smoke])).toEqual(['no-item']);
  });
});

describe('Heal', () => {
  const allies = [{ id: 5, pos: { x: 1, y: 1 }, hp: 95 }, { id: 6, pos: { x: 2, y: 0 }, hp: 0 }, { id: 8, pos: { x: 9, y: 0 }, hp: 10 }];
  const world = worldWith({ allies, enemies: [enemyAt(1, 0)], player: { hp: 40, pos: { x: 0, y: 1 }, stance: 'stand', orders: [] }, me: { hp: 50, inventory: { medkit: 2 } } });

  it('gives 20 hp to the agent, the player or a comrade, up to 100, for a medkit', () => {
    const { me } = after(world, { act: 'Heal' }).world;
    expect([me.hp, me.inventory]).toEqual([70, { medkit: 1 }]);
    expect(after(world, { act: 'Heal', target_id: 0 }).world.player.hp).toBe(60);
    expect(after(world, { act: 'Heal', target_id: 5 }).world.allies?.[0]?.hp).toBe(100);
    expect(after(worldWith({ me: { hp: 120 } }), { act: 'Heal' }).world.me.hp).toBe(120);
    expect(after(worldWith(), { act: 'Heal' }).world.me).not.toHaveProperty('hp');
  });

  it('is refused for the dead, the distant, the hostile and the unknown, and without a medkit', () => {
    const codes = [6, 8, 7, 9].map((target_id) => verdictsOf(world, [{ act: 'Heal', target_id }])[0]);
    expect(codes).toEqual(['target-down', 'out-of-range', 'wrong-target', 'no-target']);
    expect(verdictsOf(worldWith({ me: { inventory: { bread: 1 } } }), [{ act: 'Heal' }])).toEqual(['no-item']);
  });
});

describe('UseDefensiveAbility', () => {
  it('protects for 5 seconds, for a charge', () => {
    const world = worldWith({ me: { abilities: { shield: 1 } } });
    const { world: later, statuses } = after(world, { act: 'UseDefensiveAbility', ability_name: 'shield' });
    expect(later.me.abilities).toEqual({ shield: 0 });
    expect(statuses).toEqual([{ name: 'protected', detail: 'shield', untilSeconds: 5 }]);
    expect(verdictsOf(world, [{ act: 'UseDefensiveAbility', ability_name: 'cloak' }])).toEqual(['no-charge']);
  });
});
