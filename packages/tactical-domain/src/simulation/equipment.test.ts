import { describe, expect, it } from 'vitest';
import { after, verdictsOf } from '../../test/plans.ts';
import { worldWith } from '../../test/worlds.ts';

const pack = worldWith({ me: { hp: 30, stamina: 0.2, ammo: 4, inventory: { rifle: 1, medkit: 1, stimulant: 1, ammo: 10 } } });

describe('EquipWeapon and SwitchWeapon', () => {
  it('take a weapon in hand', () => {
    expect(after(pack, { act: 'EquipWeapon', weapon_name: 'rifle' }).statuses).toEqual([{ name: 'weapon-in-hand', detail: 'rifle', untilSeconds: Infinity }]);
    expect(after(pack, { act: 'SwitchWeapon', slot: 2 }).statuses).toEqual([{ name: 'weapon-in-hand', detail: 'slot 2', untilSeconds: Infinity }]);
  });

  it('refuse what is not there', () => {
    expect(verdictsOf(pack, [{ act: 'EquipWeapon', weapon_name: 'bow' }, { act: 'SwitchWeapon', slot: 3 }])).toEqual(['no-item', 'bad-argument']);
    expect(verdictsOf(worldWith(), [{ act: 'EquipWeapon', weapon_name: 'bow' }])).toEqual(['legal']);
  });
});

describe('Reload', () => {
  it('fills the magazine from the reserve, as far as it goes', () => {
    const { me } = after(pack, { act: 'Reload' }).world;
    expect([me.ammo, me.inventory?.ammo]).toEqual([14, 0]);
    expect(after(worldWith(), { act: 'Reload' }).world.me.ammo).toBe(30);
  });

  it('is refused with a full magazine or an empty reserve', () => {
    expect(verdictsOf(worldWith({ me: { ammo: 30 } }), [{ act: 'Reload' }])).toEqual(['not-needed']);
    expect(verdictsOf(worldWith({ me: { ammo: 29 } }), [{ act: 'Reload' }])).toEqual(['legal']);
    expect(verdictsOf(worldWith({ me: { ammo: 0, inventory: {} } }), [{ act: 'Reload' }])).toEqual(['no-item']);
  });
});

describe('UseItem and DropItem', () => {
  it('use up one of the item', () => {
    expect(after(pack, { act: 'UseItem', item_name: 'medkit' }).world.me).toMatchObject({ hp: 50, inventory: { medkit: 0 } });
    expect(after(pack, { act: 'UseItem', item_name: 'stimulant' }).world.me).toMatchObject({ stamina: 0.7, inventory: { stimulant: 0 } });
    expect(after(pack, { act: 'DropItem', item_name: 'ammo' }).world.me).toMatchObject({ inventory: { ammo: 9 } });
  });

  it('refuse what is not there, or no longer', () => {
    expect(verdictsOf(pack, [{ act: 'DropItem', item_name: 'rifle' }, { act: 'EquipWeapon', weapon_name: 'rifle' }, { act: 'UseItem', item_name: 'toString' }])).toEqual([
      'legal', 'no-item', 'no-item',
    ]);
  });
});
