import { z } from 'zod';
import { longestSide } from '../src/grid/search-area.ts';
import { coverKinds, stances } from '../src/world/world-snapshot.ts';

/** Cells lie this far from the origin at most, so that distances stay exact whole numbers. */
const farthestCell = 1_000_000;

const coordinate = z.int().min(-farthestCell).max(farthestCell);
const cell = z.object({ x: coordinate, y: coordinate });
const count = z.int().min(0).max(1_000_000);
const ratio = z.number().min(0).max(1);
const id = z.int().min(1).max(4_294_967_295);
const name = z.string().min(1).max(64);
const text = z.string().max(500);
const seconds = z.number().min(0).max(86_400);
const counts = z.record(name, count);

const bounds = z
  .object({ minX: coordinate, minY: coordinate, maxX: coordinate, maxY: coordinate })
  .refine(({ minX, minY, maxX, maxY }) => minX <= maxX && minY <= maxY, 'expected minX <= maxX and minY <= maxY')
  .refine(
    ({ minX, minY, maxX, maxY }) => maxX - minX < longestSide && maxY - minY < longestSide,
    `expected at most ${longestSide} cells on each side (give the part of the world around the agent)`,
  );

/** The form of a world once more, as a schema: what the reader by hand is compared with. */
export const worldSchema = z.object({
  t: z.number(),
  player: z.object({ hp: count, pos: cell, stance: z.enum(stances).default('stand'), orders: z.array(text).default([]) }),
  me: z.object({
    pos: cell,
    ammo: count,
    cooldowns: z.record(name, seconds).default({}),
    morale: ratio.default(1),
    hp: count.optional(),
    stamina: ratio.optional(),
    inventory: counts.optional(),
    abilities: counts.optional(),
  }),
  enemies: z.array(z.object({ id, pos: cell, hp: count, cover: z.enum(coverKinds).default('none'), lastSeenSeconds: seconds })),
  pois: z.array(z.object({ k: name, pos: cell, id: id.optional() })),
  obstacles: z.array(cell),
  objective: text.optional(),
  allies: z.array(z.object({ id, pos: cell, hp: count })).optional(),
  bounds: bounds.optional(),
});
