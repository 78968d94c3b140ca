import { defineTool } from '@planweave/core-types';
import { z } from 'zod';
import { entityId } from './arguments.ts';

const category = 'legacy';

export const throwItem = defineTool({
  name: 'Throw',
  category,
  description: 'Throw a smoke grenade to block lines of sight, or a grenade at enemies.',
  args: z.object({ item: z.enum(['smoke', 'grenade']), x: z.int(), y: z.int() }),
  aliases: ['toss', 'throw_item'],
  cooldownSeconds: 8,
  cost: 'one smoke_grenade or grenade',
  preconditions: ['the cell is in bounds, within 15 cells and in line of sight', 'the item', 'nothing of the kind was thrown in the last 8 seconds'],
  effects: ['smoke: nobody sees through the cells within 2 cells of it for 8 seconds', 'grenade: enemies within 3 cells lose 40 hp'],
});

export const revive = defineTool({
  name: 'Revive',
  category,
  description: 'Bring a comrade or the player (0) who is down back to his feet.',
  args: z.object({ ally_id: entityId }),
  aliases: ['revive_ally', 'resurrect'],
  preconditions: ['he is down', 'within 2 cells'],
  effects: ['he has 20 hp'],
});
