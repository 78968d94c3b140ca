import { InvalidWorldError } from '@planweave/core-types';
import { z } from 'zod';
import { tacticalTools } from '../tools/tactical-tools.ts';
import { parseWorld } from './parse-world.ts';
import { coverKinds, stances, type WorldSnapshot } from './world-snapshot.ts';

/**
 * Reads a world snapshot as AstraWeave writes it, and gives one of ours.
 *
 * - `morale` above 1 is taken to be on its scale of 0 to 100.
 * - `last_seen` is a point in time in the engine and an age in its demo files: a value above `t` cannot be either and is
 *   refused; with `lastSeen: 'timestamp'` (the default, as the engine does) the age is `t - last_seen`, with
 *   `lastSeen: 'age'` it is taken as it stands.
 * - Hit points and rounds below 0 become 0; texts for stance and cover that we do not know become `stand` and `none`.
 * - Cool-downs `throw:smoke`, `smoke`, `throw:grenade` and `grenade` become those of `ThrowSmoke` and `ThrowExplosive`;
 *   names that are no tool of ours are dropped, because nothing here could wait for them.
 *
 * @throws `InvalidWorldError` with the JSON path of each issue.
 */
export function fromAstraWeave(input: unknown, options: { readonly lastSeen?: 'timestamp' | 'age' | undefined } = {}): WorldSnapshot {
  const { lastSeen = 'timestamp' } = options;
  const result = astraWeaveSchema.safeParse(input);
  if (!result.success) {
    throw new InvalidWorldError('AstraWeave', result.error.issues.map((issue) => ({ path: z.core.toDotPath(issue.path), problem: issue.message })));
  }
  const { t, player, me, enemies, pois, obstacles, objective } = result.data;
  return parseWorld(
    {
      t,
      player: { ...player, hp: Math.max(0, player.hp), stance: known(stances, player.stance, 'stand') },
      me: { pos: me.pos, ammo: Math.max(0, me.ammo), morale: me.morale > 1 ? me.morale / 100 : me.morale, cooldowns: cooldowns(me.cooldowns) },
      enemies: enemies.map((enemy) => ({
        id: enemy.id,
        pos: enemy.pos,
        hp: Math.max(0, enemy.hp),
        cover: known(coverKinds, enemy.cover, 'none'),
        lastSeenSeconds: lastSeen === 'age' ? enemy.last_seen : Math.max(0, t - enemy.last_seen),
      })),
      pois,
      obstacles,
      ...(objective === null || objective === undefined ? {} : { objective }),
    },
    tacticalTools,
  );
}

const cell = z.object({ x: z.int(), y: z.int() });
const astraWeaveSchema = z.object({
  t: z.number(),
  player: z.object({ hp: z.int(), pos: cell, stance: z.string(), orders: z.array(z.string()) }),
  me: z.object({ ammo: z.int(), cooldowns: z.record(z.string(), z.number()), morale: z.number(), pos: cell }),
  enemies: z.array(z.object({ id: z.int(), pos: cell, hp: z.int(), cover: z.string(), last_seen: z.number() })),
  pois: z.array(z.object({ k: z.string(), pos: cell })),
  obstacles: z.array(cell),
  objective: z.string().nullish(),
});

function known<const Word extends string>(words: readonly Word[], given: string, otherwise: Word): Word {
  const lower = given.toLowerCase();
  return words.find((word) => word === lower || (word === 'crouch' && lower.startsWith('crouch'))) ?? otherwise;
}

function cooldowns(given: Readonly<Record<string, number>>): Record<string, number> {
  const ours: Record<string, number> = {};
  for (const [name, seconds] of Object.entries(given)) {
    const tool = tacticalTools.get(name.replace(/^throw:/, 'throw_'));
    if (tool !== undefined) ours[tool.name] = Math.max(0, seconds, ours[tool.name] ?? 0);
  }
  return ours;
}
