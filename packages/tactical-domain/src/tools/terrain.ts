import { defineTool } from '@planweave/core-types';
import { z } from 'zod';
import { cell } from './arguments.ts';

const size = z.number().gt(0).max(500);
const share = z.number().min(0).max(1);

/** What the director may ask the terrain generator for; each kind with its one measure. */
const feature = z.union([
  z.object({ kind: z.enum(['cave', 'lake']), depth: size }),
  z.object({ kind: z.literal('crater'), radius: size }),
  z.object({ kind: z.literal('cliff'), height: size }),
  z.object({ kind: z.literal('forest'), density: share }),
  z.object({ kind: z.literal('ruins'), complexity: share }),
  z.object({ kind: z.literal('custom'), name: z.string().min(1).max(64) }),
]);

/** Where, seen from the agent: bands are near (10 to 50 cells), medium (50 to 150) and far (150 to 500). */
const place = z.union([
  z.object({ kind: z.literal('line_of_sight'), look_distance: size.optional() }),
  z.object({
    kind: z.literal('direction'),
    direction: z.enum(['north', 'northeast', 'east', 'southeast', 'south', 'southwest', 'west', 'northwest']),
    band: z.enum(['near', 'medium', 'far']),
  }),
  z.object({ kind: z.literal('coordinates'), position: cell }),
]);

export const modifyTerrain = defineTool({
  name: 'ModifyTerrain',
  category: 'terrain',
  description: 'Ask the terrain generator for a change of the land. For directors, not for soldiers.',
  args: z.object({
    request_id: z.string().min(1).max(64),
    payload: z.object({
      feature_type: feature,
      relative_location: place,
      intensity: share.optional(),
      narrative_reason: z.string().max(100),
      persistence_mode: z.enum(['sessiononly', 'persistent']).optional(),
      biome_constraints: z.array(z.string().min(1).max(64)).max(8).optional(),
      seed: z.int().min(0).optional(),
    }),
  }),
  aliases: ['change_terrain', 'generate_terrain'],
  preconditions: ['no other request of the plan has the same request_id', 'explicit coordinates are in bounds'],
  effects: ['the request is queued; land changes after the plan, not within it'],
});
