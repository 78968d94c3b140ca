import { defineTool } from '@planweave/core-types';
import { z } from 'zod';
import { name } from './arguments.ts';

const category = 'equipment';

export const equipWeapon = defineTool({
  name: 'EquipWeapon',
  category,
  description: 'Take a weapon of the inventory in hand.',
  args: z.object({ weapon_name: name }),
  aliases: ['equip', 'draw_weapon'],
  cooldownSeconds: 1,
  preconditions: ['the weapon is in the inventory'],
  effects: ['the weapon is in hand'],
});

export const switchWeapon = defineTool({
  name: 'SwitchWeapon',
  category,
  description: 'Switch to the weapon in a slot: 0, 1 or 2.',
  args: z.object({ slot: z.int().min(0).max(2) }),
  aliases: ['swap_weapon', 'change_weapon'],
  cooldownSeconds: 0.5,
  effects: ['the weapon of that slot is in hand'],
});

export const reload = defineTool({
  name: 'Reload',
  category,
  description: 'Fill the magazine to 30 rounds.',
  aliases: ['reload_weapon'],
  cooldownSeconds: 2,
  cost: 'the item ammo, one for each round',
  preconditions: ['fewer than 30 rounds in the magazine', 'ammo in reserve'],
  effects: ['up to 30 rounds in the magazine'],
});

export const useItem = defineTool({
  name: 'UseItem',
  category,
  description: 'Use an item of the inventory.',
  args: z.object({ item_name: name }),
  aliases: ['consume', 'consume_item'],
  cooldownSeconds: 1,
  cost: 'the item',
  preconditions: ['the item is in the inventory'],
  effects: ['the item is used up; a medkit gives 20 hp, a stimulant 50 % stamina'],
});

export const dropItem = defineTool({
  name: 'DropItem',
  category,
  description: 'Put down an item of the inventory.',
  args: z.object({ item_name: name }),
  aliases: ['discard', 'drop'],
  preconditions: ['the item is in the inventory'],
  effects: ['one fewer of the item'],
});
