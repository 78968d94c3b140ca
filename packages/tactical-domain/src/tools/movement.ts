import { defineTool } from '@planweave/core-types';
import { z } from 'zod';
import { cell, distance, entityId } from './arguments.ts';

const category = 'movement';

export const moveTo = defineTool({
  name: 'MoveTo',
  category,
  description: 'Go to a cell by a clear path.',
  args: z.object({ x: z.int(), y: z.int(), speed: z.enum(['walk', 'run', 'sprint']).optional() }),
  aliases: ['go', 'go_to', 'move', 'walk_to', 'run_to'],
  cost: 'stamina when sprinting',
  preconditions: ['the cell is in bounds and can be reached'],
  effects: ['you stand on the cell'],
});

export const approach = defineTool({
  name: 'Approach',
  category,
  description: 'Close in on a target and stop at a distance: 2 for melee, 15 for shooting.',
  args: z.object({ target_id: entityId, distance }),
  aliases: ['close_in', 'follow'],
  preconditions: ['the target exists', 'a cell at that distance can be reached'],
  effects: ['you are within the distance'],
});

export const retreat = defineTool({
  name: 'Retreat',
  category,
  description: 'Fall back until a target is at least a distance away.',
  args: z.object({ target_id: entityId, distance }),
  aliases: ['fall_back', 'flee', 'withdraw'],
  preconditions: ['the target exists', 'a cell that far away can be reached'],
  effects: ['you are at least that far away'],
});

export const takeCover = defineTool({
  name: 'TakeCover',
  category,
  description: 'Hide at the nearest cell beside an obstacle or out of enemy sight, or at the given one.',
  args: z.object({ position: cell.optional() }),
  aliases: ['hide', 'seek_cover', 'get_to_cover'],
  preconditions: ['cover can be reached'],
  effects: ['you are in cover'],
});

export const strafe = defineTool({
  name: 'Strafe',
  category,
  description: 'Step sideways around a target to be harder to hit.',
  args: z.object({ target_id: entityId, direction: z.enum(['left', 'right']) }),
  aliases: ['sidestep', 'circle'],
  cost: 'stamina',
  preconditions: ['the target exists', 'the cell beside you is free'],
  effects: ['you are one cell to the side'],
});

export const patrol = defineTool({
  name: 'Patrol',
  category,
  description: 'Walk through waypoints in order.',
  args: z.object({ waypoints: z.array(cell).min(2).max(16) }),
  preconditions: ['every waypoint can be reached from the one before'],
  effects: ['you stand on the last waypoint'],
});
