import { defineTool } from '@planweave/core-types';
import { z } from 'zod';
import { entityId, seconds } from './arguments.ts';

const category = 'offensive';

export const attack = defineTool({
  name: 'Attack',
  category,
  description: 'Attack an enemy with the weapon in hand.',
  args: z.object({ target_id: entityId }),
  aliases: ['shoot', 'fire', 'fire_at'],
  cooldownSeconds: 1,
  cost: 'one round beyond melee range',
  preconditions: ['the enemy lives', 'within 20 cells', 'in line of sight'],
  effects: ['the enemy loses 10 hp'],
});

export const aimedShot = defineTool({
  name: 'AimedShot',
  category,
  description: 'Stand still and place one precise shot.',
  args: z.object({ target_id: entityId }),
  aliases: ['snipe', 'precise_shot'],
  cooldownSeconds: 2,
  cost: 'one round',
  preconditions: ['the enemy lives', 'within 25 cells', 'in line of sight'],
  effects: ['the enemy loses 15 hp'],
});

export const quickAttack = defineTool({
  name: 'QuickAttack',
  category,
  description: 'Strike fast at an enemy beside you.',
  args: z.object({ target_id: entityId }),
  aliases: ['light_attack', 'jab'],
  cooldownSeconds: 0.5,
  preconditions: ['the enemy lives', 'within 2 cells', 'in line of sight'],
  effects: ['the enemy loses 5 hp'],
});

export const heavyAttack = defineTool({
  name: 'HeavyAttack',
  category,
  description: 'Strike hard and slowly at an enemy beside you.',
  args: z.object({ target_id: entityId }),
  aliases: ['power_attack', 'strong_attack'],
  cooldownSeconds: 3,
  cost: 'stamina',
  preconditions: ['the enemy lives', 'within 2 cells', 'in line of sight', 'stamina'],
  effects: ['the enemy loses 25 hp'],
});

export const aoeAttack = defineTool({
  name: 'AoEAttack',
  category,
  description: 'Hit everybody hostile in an area with an ability.',
  args: z.object({ x: z.int(), y: z.int(), radius: z.number().gt(0).max(10) }),
  aliases: ['area_attack', 'area_of_effect_attack'],
  cooldownSeconds: 5,
  cost: 'a charge of the ability aoe_attack',
  preconditions: ['the centre is in bounds, within 15 cells and in line of sight', 'a charge'],
  effects: ['enemies in the area lose 20 hp'],
});

export const throwExplosive = defineTool({
  name: 'ThrowExplosive',
  category,
  description: 'Throw a grenade.',
  args: z.object({ x: z.int(), y: z.int() }),
  aliases: ['grenade', 'throw_grenade', 'throw_frag'],
  cooldownSeconds: 8,
  cost: 'one grenade',
  preconditions: ['the cell is in bounds, within 15 cells and in line of sight', 'a grenade'],
  effects: ['enemies within 3 cells lose 40 hp'],
});

export const coverFire = defineTool({
  name: 'CoverFire',
  category,
  description: 'Pin an enemy down with fire for some seconds.',
  args: z.object({ target_id: entityId, duration: seconds(10) }),
  aliases: ['suppress', 'suppressive_fire', 'suppressing_fire', 'covering_fire'],
  cooldownSeconds: 4,
  cost: 'up to three rounds',
  preconditions: ['the enemy lives', 'within 20 cells', 'in line of sight', 'ammo'],
  effects: ['the enemy loses 5 hp a second, at least 1', 'the enemy is suppressed'],
});

export const charge = defineTool({
  name: 'Charge',
  category,
  description: 'Dash at an enemy in sight and strike.',
  args: z.object({ target_id: entityId }),
  aliases: ['rush'],
  cooldownSeconds: 6,
  cost: 'stamina',
  preconditions: ['the enemy lives and is in sight', 'a cell beside it can be reached', 'stamina'],
  effects: ['you stand beside the enemy', 'the enemy loses 15 hp'],
});
