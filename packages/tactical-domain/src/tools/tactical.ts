import { defineTool } from '@planweave/core-types';
import { z } from 'zod';
import { cell, entityId, seconds } from './arguments.ts';

const category = 'tactical';

export const callReinforcements = defineTool({
  name: 'CallReinforcements',
  category,
  description: 'Call for more comrades.',
  args: z.object({ count: z.int().min(1).max(8) }),
  aliases: ['call_backup', 'call_for_backup', 'request_reinforcements'],
  cooldownSeconds: 60,
  cost: 'a command_point for each',
  preconditions: ['command points'],
  effects: ['comrades arrive beside you'],
});

export const markTarget = defineTool({
  name: 'MarkTarget',
  category,
  description: 'Mark an enemy in sight, so that everybody fires at it.',
  args: z.object({ target_id: entityId }),
  aliases: ['mark', 'ping', 'tag_target'],
  cooldownSeconds: 5,
  preconditions: ['the enemy lives and is in sight'],
  effects: ['the enemy is marked'],
});

export const requestCover = defineTool({
  name: 'RequestCover',
  category,
  description: 'Ask comrades for covering fire for some seconds.',
  args: z.object({ duration: seconds(60) }),
  aliases: ['request_covering_fire', 'cover_me'],
  cooldownSeconds: 10,
  preconditions: ['a comrade is up'],
  effects: ['every living enemy in sight is suppressed'],
});

export const coordinateAttack = defineTool({
  name: 'CoordinateAttack',
  category,
  description: 'Attack an enemy together with comrades.',
  args: z.object({ target_id: entityId }),
  aliases: ['focus_fire', 'joint_attack'],
  cooldownSeconds: 15,
  preconditions: ['a comrade is up', 'the enemy lives and is in sight'],
  effects: ['the enemy loses 30 hp'],
});

export const setAmbush = defineTool({
  name: 'SetAmbush',
  category,
  description: 'Lie in wait at a cell with cover.',
  args: z.object({ position: cell }),
  aliases: ['ambush', 'lie_in_wait'],
  cooldownSeconds: 20,
  preconditions: ['the cell can be reached', 'it is beside an obstacle or out of enemy sight'],
  effects: ['you are hidden there; your next strike comes first'],
});

export const distract = defineTool({
  name: 'Distract',
  category,
  description: 'Draw the attention of an enemy in sight away from others.',
  args: z.object({ target_id: entityId }),
  aliases: ['divert', 'lure'],
  cooldownSeconds: 8,
  preconditions: ['the enemy lives and is in sight'],
  effects: ['the enemy is distracted'],
});

export const regroup = defineTool({
  name: 'Regroup',
  category,
  description: 'Gather with comrades at a cell.',
  args: z.object({ rally_point: cell }),
  aliases: ['rally'],
  cooldownSeconds: 10,
  preconditions: ['a comrade is up', 'the cell can be reached'],
  effects: ['you and your comrades are at the cell'],
});
