import { defineTool } from '@planweave/core-types';
import { z } from 'zod';
import { entityId, name } from './arguments.ts';

const category = 'defensive';

export const block = defineTool({
  name: 'Block',
  category,
  description: 'Guard against the next attack.',
  aliases: ['raise_shield'],
  cooldownSeconds: 1,
  preconditions: ['a living enemy is in sight'],
  effects: ['you take half damage'],
});

export const dodge = defineTool({
  name: 'Dodge',
  category,
  description: 'Evade the next attack.',
  args: z.object({ direction: z.enum(['left', 'right']).optional() }),
  aliases: ['evade', 'roll'],
  cooldownSeconds: 2,
  cost: 'stamina',
  preconditions: ['a living enemy is in sight', 'stamina'],
  effects: ['the next attack misses you'],
});

export const parry = defineTool({
  name: 'Parry',
  category,
  description: 'Turn a melee attack aside and stun the attacker.',
  aliases: ['riposte', 'deflect'],
  cooldownSeconds: 3,
  preconditions: ['a living enemy is within 2 cells'],
  effects: ['the nearest enemy is stunned'],
});

export const throwSmoke = defineTool({
  name: 'ThrowSmoke',
  category,
  description: 'Throw a smoke grenade to block lines of sight.',
  args: z.object({ x: z.int(), y: z.int() }),
  aliases: ['smoke', 'smoke_grenade', 'pop_smoke'],
  cooldownSeconds: 8,
  cost: 'one smoke_grenade',
  preconditions: ['the cell is in bounds, within 15 cells and in line of sight', 'a smoke grenade'],
  effects: ['nobody sees through the cells within 2 cells of it for 8 seconds'],
});

export const heal = defineTool({
  name: 'Heal',
  category,
  description: 'Use a medkit on yourself, or on a comrade or the player (0) beside you.',
  args: z.object({ target_id: entityId.optional() }),
  aliases: ['heal_self', 'heal_ally', 'use_medkit'],
  cooldownSeconds: 10,
  cost: 'one medkit',
  preconditions: ['a medkit', 'the other is up and within 2 cells'],
  effects: ['20 hp more, up to 100'],
});

export const useDefensiveAbility = defineTool({
  name: 'UseDefensiveAbility',
  category,
  description: 'Use an ability that protects.',
  args: z.object({ ability_name: name }),
  aliases: ['defensive_ability'],
  cooldownSeconds: 15,
  cost: 'a charge of the ability',
  preconditions: ['a charge'],
  effects: ['you are protected for 5 seconds'],
});
