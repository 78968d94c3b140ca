import { z } from 'zod';

/** The id of an enemy, ally or point of interest, or 0 for the player. */
export const entityId = z.int().min(0);

/** A cell of the grid. Whether it is inside the world is checked against the world, not here. */
export const cell = z.object({ x: z.int(), y: z.int() });

/** A distance in cells, as the crow flies. */
export const distance = z.number().min(0).max(100);

/** The name of an item, weapon or ability, as the world spells it. */
export const name = z.string().min(1).max(64);

/** Seconds of simulation; time only passes forwards, and a plan that stands still for minutes is no plan. */
export const seconds = (longest: number) => z.number().gt(0).max(longest);
