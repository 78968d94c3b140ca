import { createToolRegistry, defineTool } from '@planweave/core-types';
import { z } from 'zod';

const entityId = z.int().min(0);
const cell = z.object({ x: z.int(), y: z.int() });
const name = z.string().min(1).max(64);

/** A small world with every kind of argument that a tool can have. */
export const registry = createToolRegistry([
  defineTool({
    name: 'MoveTo',
    category: 'movement',
    description: 'Go to a cell.',
    args: z.object({ x: z.int(), y: z.int(), speed: z.enum(['walk', 'run', 'sprint']).optional() }),
    aliases: ['go', 'walk_to'],
  }),
  defineTool({ name: 'TakeCover', category: 'movement', description: 'Hide.', args: z.object({ position: cell.optional() }), aliases: ['hide'] }),
  defineTool({ name: 'Patrol', category: 'movement', description: 'Walk through cells.', args: z.object({ waypoints: z.array(cell).min(2).max(16) }) }),
  defineTool({ name: 'Strafe', category: 'movement', description: 'Step aside.', args: z.object({ target_id: entityId, direction: z.enum(['left', 'right']) }) }),
  defineTool({ name: 'Attack', category: 'offensive', description: 'Attack a target.', args: z.object({ target_id: entityId }), aliases: ['shoot'] }),
  defineTool({ name: 'CoverFire', category: 'offensive', description: 'Keep heads down.', args: z.object({ target_id: entityId, duration: z.number().gt(0).max(60) }) }),
  defineTool({ name: 'ThrowSmoke', category: 'defensive', description: 'Block the view.', args: z.object({ x: z.int(), y: z.int() }) }),
  defineTool({ name: 'Heal', category: 'defensive', description: 'Heal somebody, or yourself.', args: z.object({ target_id: entityId.optional() }) }),
  defineTool({ name: 'Block', category: 'defensive', description: 'Ward off an attack.' }),
  defineTool({ name: 'Reload', category: 'equipment', description: 'Fill the magazine.' }),
  defineTool({ name: 'UseItem', category: 'equipment', description: 'Use an item.', args: z.object({ item_name: name }) }),
  defineTool({ name: 'Scan', category: 'utility', description: 'Look around.', args: z.object({ radius: z.number().min(0).max(100) }) }),
  defineTool({ name: 'Wait', category: 'utility', description: 'Do nothing.', args: z.object({ duration: z.number().gt(0).max(60) }) }),
  defineTool({ name: 'Announce', category: 'utility', description: 'Say something.', args: z.object({ message: z.string().max(200), loud: z.boolean().optional() }) }),
  defineTool({
    name: 'ModifyTerrain',
    category: 'terrain',
    description: 'Ask for a change of the land.',
    args: z.object({
      request_id: name,
      feature: z.union([z.object({ kind: z.enum(['cave', 'lake']), depth: z.number().gt(0) }), z.object({ kind: z.literal('crater'), radius: z.number().gt(0) })]),
      seed: z.int().nullable().optional(),
    }),
  }),
]);
