import { z } from 'zod';
import { coverKinds, stances } from './world-snapshot.ts';

/** Cells may lie this far from the origin, so that distances stay exact whole numbers. */
const farthestCell = 1_000_000;
/** Longest side of {@link boundsSchema}, in cells; a path search may have to look at all of them. */
const longestSide = 512;

const coordinate = z.int().min(-farthestCell).max(farthestCell);
const cell = z.object({ x: coordinate, y: coordinate });
const count = z.int().min(0).max(1_000_000);
const ratio = z.number().min(0).max(1);
const id = z.int().min(1).max(4_294_967_295);
const name = z.string().min(1).max(64);
const hitPoints = z.int().min(0).max(1_000_000);
const seconds = z.number().min(0).max(86_400);
const counts = z.record(name, count).refine((given) => Object.keys(given).length <= 64, 'expected at most 64 entries');

const bounds = z
  .object({ minX: coordinate, minY: coordinate, maxX: coordinate, maxY: coordinate })
  .refine((given) => given.maxX >= given.minX && given.maxY >= given.minY, 'expected minX <= maxX and minY <= maxY')
  .refine(
    (given) => given.maxX - given.minX < longestSide && given.maxY - given.minY < longestSide,
    `expected at most ${longestSide} cells on each side; give the part of the world around the agent`,
  );

/**
 * The form of a world from outside. Every text and list has a bound, because worlds may come from strangers. Fields
 * that are not listed are dropped: games know more about their world than a planner needs.
 */
export const worldSchema = z.object({
  t: z.number(),
  player: z.object({ hp: hitPoints, pos: cell, stance: z.enum(stances).default('stand'), orders: z.array(z.string().max(500)).max(16).default([]) }),
  me: z.object({
    pos: cell,
    ammo: count,
    cooldowns: z.record(name, seconds).refine((given) => Object.keys(given).length <= 64, 'expected at most 64 entries').default({}),
    morale: ratio.default(1),
    hp: hitPoints.optional(),
    stamina: ratio.optional(),
    inventory: counts.optional(),
    abilities: counts.optional(),
  }),
  enemies: z.array(z.object({ id, pos: cell, hp: hitPoints, cover: z.enum(coverKinds).default('none'), lastSeenSeconds: seconds })).max(256),
  pois: z.array(z.object({ k: name, pos: cell, id: id.optional() })).max(256),
  obstacles: z.array(cell).max(4096),
  objective: z.string().max(500).optional(),
  allies: z.array(z.object({ id, pos: cell, hp: hitPoints })).max(64).optional(),
  bounds: bounds.optional(),
});
