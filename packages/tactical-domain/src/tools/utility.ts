import { defineTool } from '@planweave/core-types';
import { z } from 'zod';
import { entityId, name, seconds } from './arguments.ts';

const category = 'utility';

export const scan = defineTool({
  name: 'Scan',
  category,
  description: 'Look around for threats.',
  args: z.object({ radius: z.number().gt(0).max(100) }),
  aliases: ['look_around', 'search', 'observe', 'survey'],
  cooldownSeconds: 5,
  effects: ['enemies within the radius and in sight are seen now'],
});

export const wait = defineTool({
  name: 'Wait',
  category,
  description: 'Hold still for some seconds.',
  args: z.object({ duration: seconds(60) }),
  aliases: ['idle', 'hold', 'hold_position', 'pause', 'stay'],
  effects: ['time passes: cool-downs run down, stamina comes back'],
});

export const interact = defineTool({
  name: 'Interact',
  category,
  description: 'Use a point of interest beside you, by its id.',
  args: z.object({ target_id: entityId }),
  aliases: ['activate', 'pick_up'],
  cooldownSeconds: 1,
  preconditions: ['a point of interest has that id', 'within 2 cells'],
  effects: ['it is used up; an ammo_cache gives 30 ammo, a health_pack a medkit'],
});

export const useAbility = defineTool({
  name: 'UseAbility',
  category,
  description: 'Use a special ability.',
  args: z.object({ ability_name: name }),
  aliases: ['cast', 'activate_ability'],
  cooldownSeconds: 10,
  cost: 'a charge of the ability',
  preconditions: ['a charge'],
  effects: ['the ability is active for 5 seconds'],
});

export const taunt = defineTool({
  name: 'Taunt',
  category,
  description: 'Make an enemy in sight come for you.',
  args: z.object({ target_id: entityId }),
  aliases: ['provoke', 'draw_aggro'],
  cooldownSeconds: 6,
  preconditions: ['the enemy lives and is in sight'],
  effects: ['the enemy goes for you'],
});
