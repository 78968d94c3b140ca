import { z } from 'zod';

const x = z.int();
const y = z.int();
const target_id = z.int();

/** The plan as a peer validates it: ten tools, told apart by `act`, which is the fastest way that zod has. */
export const planSchema = z.object({
  steps: z
    .array(
      z.discriminatedUnion('act', [
        z.object({ act: z.literal('MoveTo'), x, y, speed: z.enum(['walk', 'run', 'sprint']).optional() }),
        z.object({ act: z.literal('Attack'), target_id }),
        z.object({ act: z.literal('CoverFire'), target_id, duration: z.number() }),
        z.object({ act: z.literal('ThrowSmoke'), x, y }),
        z.object({ act: z.literal('TakeCover'), position: z.object({ x, y }).optional() }),
        z.object({ act: z.literal('Scan'), radius: z.number() }),
        z.object({ act: z.literal('Reload') }),
        z.object({ act: z.literal('Heal'), target_id: target_id.optional() }),
        z.object({ act: z.literal('Revive'), ally_id: z.int() }),
        z.object({ act: z.literal('Wait'), duration: z.number() }),
      ]),
    )
    .min(1),
});
