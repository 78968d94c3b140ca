import { InvalidWorldError } from '@planweave/core-types';
import { z } from 'zod';
import { tacticalTools } from '../tools/tactical-tools.ts';
import { oversized } from './oversized.ts';
import { parseWorld } from './parse-world.ts';
import { issuesFrom } from './world-issues.ts';
import { coverKinds, stances, type Bounds, type WorldSnapshot } from './world-snapshot.ts';

/** What an AstraWeave snapshot does not say about itself. */
export interface AstraWeaveOptions {
  /**
   * What `last_seen` means: the simulation time when the enemy was last seen (`timestamp`, as the engine writes it) or
   * the seconds since then (`age`, as its demo scenes have it).
   *
   * @default 'timestamp'
   */
  readonly lastSeen?: 'timestamp' | 'age' | undefined;
  /** Where the world ends; the snapshot has no field for it. @default defaultBounds */
  readonly bounds?: Bounds | undefined;
}

/**
 * Reads a world snapshot as AstraWeave writes it, and gives one of ours.
 *
 * - `morale` above 1 is on its scale of 0 to 100; up to 1 it is on ours.
 * - `last_seen` becomes seconds ago, as {@link AstraWeaveOptions.lastSeen} says; a time to come counts as now.
 * - Hit points, rounds and cool-downs below 0 become 0. A stance or cover that we do not know becomes `stand` or `none`.
 * - Cool-downs `throw:smoke` and `smoke` become that of `ThrowSmoke`; `throw:grenade` and `grenade` that of
 *   `ThrowExplosive`. Names that are no tool of ours, or one without cool-down, are dropped: nothing waits for them.
 *
 * @throws `InvalidWorldError` with the JSON path of each issue. An enemy with the id 0 is one: here, that is the player.
 *
 * @example
 * ```ts
 * import { fromAstraWeave } from '@planweave/tactical-domain';
 *
 * const world = fromAstraWeave({
 *   t: 45,
 *   player: { hp: 75, pos: { x: 10, y: 10 }, stance: 'crouch', orders: [] },
 *   me: { ammo: 18, cooldowns: { 'throw:smoke': 3 }, morale: 80, pos: { x: 12, y: 10 } },
 *   enemies: [{ id: 99, pos: { x: 25, y: 15 }, hp: 100, cover: 'crate', last_seen: 43 }],
 *   pois: [],
 *   obstacles: [],
 *   objective: null,
 * });
 * world.me.morale; //=> 0.8
 * world.me.cooldowns; //=> { ThrowSmoke: 3 }
 * world.enemies[0]?.lastSeenSeconds; //=> 2
 * ```
 */
export function fromAstraWeave(input: unknown, options: AstraWeaveOptions = {}): WorldSnapshot {
  const tooLarge = oversized(input);
  if (tooLarge.length > 0) throw new InvalidWorldError('AstraWeave', tooLarge);
  const result = astraWeaveSchema.safeParse(input);
  if (!result.success) throw new InvalidWorldError('AstraWeave', issuesFrom(result.error, input));
  const { t, player, me, enemies, pois, obstacles, objective } = result.data;
  const secondsAgo = (lastSeen: number) => (options.lastSeen === 'age' ? lastSeen : t - lastSeen);
  return parseWorld(
    {
      t,
      player: { ...player, hp: atLeast0(player.hp), stance: known(stances, player.stance, 'stand') },
      me: { pos: me.pos, ammo: atLeast0(me.ammo), morale: me.morale > 1 ? me.morale / 100 : me.morale, cooldowns: ourCooldowns(me.cooldowns) },
      enemies: enemies.map(({ id, pos, hp, cover, last_seen }) => ({
        id,
        pos,
        hp: atLeast0(hp),
        cover: known(coverKinds, cover, 'none'),
        lastSeenSeconds: atLeast0(secondsAgo(last_seen)),
      })),
      pois,
      obstacles,
      objective: objective ?? undefined,
      bounds: options.bounds,
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

function atLeast0(value: number): number {
  return Math.max(0, value);
}

function known<const Word extends string>(words: readonly Word[], given: string, otherwise: Word): Word {
  const wanted = given.toLowerCase();
  return words.find((word) => wanted.startsWith(word)) ?? otherwise;
}

/** Of several names for one tool, the longest wait counts. */
function ourCooldowns(given: Readonly<Record<string, number>>): Record<string, number> {
  const ours = new Map<string, number>();
  for (const [name, seconds] of Object.entries(given)) {
    const tool = tacticalTools.get(name.replace(':', '_'));
    if (tool !== undefined && tool.cooldownSeconds > 0) ours.set(tool.name, Math.max(0, seconds, ours.get(tool.name) ?? 0));
  }
  return Object.fromEntries(ours);
}
