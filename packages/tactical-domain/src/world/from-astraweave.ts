import { checkOneOf, InvalidWorldError } from '@planweave/core-types';
import { tacticalTools } from '../tools/tactical-tools.ts';
import { Findings } from './findings.ts';
import { parseWorld } from './parse-world.ts';
import { keyPath, longestWait } from './read-world.ts';
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
 * - `last_seen` becomes seconds ago, as {@link AstraWeaveOptions.lastSeen} says; a time to come counts as now, and more than
 *   a day as a day.
 * - Hit points, rounds and cool-downs below 0 become 0. A stance or cover that we do not know becomes `stand` or `none`.
 * - Cool-downs `throw:smoke` and `smoke` become that of `ThrowSmoke`; `throw:grenade` and `grenade` that of
 *   `ThrowExplosive`. Names that are no tool of ours, or one without cool-down, are dropped: nothing waits for them.
 *
 * @throws `InvalidWorldError` with the JSON path of each issue. An enemy with the id 0 is one: here, that is the player.
 * @throws `InvalidOptionError` for another `lastSeen`.
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
  const lastSeenMeans = checkOneOf('fromAstraWeave', 'lastSeen', options.lastSeen ?? 'timestamp', ['timestamp', 'age']);
  const findings = new Findings();
  const { t, player, me, enemies, pois, obstacles, objective } = findings.object(input, '$', -1, '');
  const { hp, stance, ...restOfPlayer } = findings.object(player, '$.player', -1, '');
  const { ammo, morale, cooldowns, pos } = findings.object(me, '$.me', -1, '');
  const secondsAgo = (lastSeen: number) => Math.min(longestWait, Math.max(0, lastSeenMeans === 'age' ? lastSeen : Number(t) - lastSeen));
  const world = {
    t,
    player: { ...restOfPlayer, hp: atLeast0(hp), stance: known(stances, stance, 'stand') },
    me: {
      pos,
      ammo: atLeast0(ammo),
      morale: typeof morale === 'number' && morale > 1 ? morale / 100 : morale,
      cooldowns: cooldowns === undefined ? undefined : ourCooldowns(findings.object(cooldowns, '$.me.cooldowns', -1, ''), findings),
    },
    enemies: findings.list(enemies, 256, '$.enemies', '').map((enemy, index) => {
      const { last_seen: lastSeen, cover, hp: left, ...rest } = findings.object(enemy, '$.enemies', index, '');
      if (typeof lastSeen !== 'number') findings.expected('a number', lastSeen, '$.enemies', index, '.last_seen');
      return { ...rest, hp: atLeast0(left), cover: known(coverKinds, cover, 'none'), lastSeenSeconds: secondsAgo(Number(lastSeen)) };
    }),
    pois,
    obstacles,
    objective: objective ?? undefined,
    bounds: options.bounds,
  };
  if (findings.issues.length > 0) throw new InvalidWorldError('AstraWeave', findings.issues);
  return parseWorld(world, tacticalTools);
}

/** A number without what is below 0; anything else as it is, to be refused where the whole world is read. */
function atLeast0(value: unknown): unknown {
  return typeof value === 'number' ? Math.max(0, value) : value;
}

function known<const Word extends string>(words: readonly Word[], given: unknown, otherwise: Word): Word {
  const wanted = typeof given === 'string' ? given.toLowerCase() : '';
  return words.find((word) => wanted.startsWith(word)) ?? otherwise;
}

/** Under our names; of several names for one tool, the longest wait counts. */
function ourCooldowns(given: Readonly<Record<string, unknown>>, findings: Findings): Record<string, number> {
  const ours: Record<string, number> = {};
  for (const [name, seconds] of Object.entries(given)) {
    const tool = tacticalTools.get(name.replace(':', '_'));
    if (tool === undefined || tool.cooldownSeconds === 0) continue;
    if (typeof seconds !== 'number' || !(seconds <= longestWait)) findings.expected(`a number up to ${longestWait}`, seconds, '$.me.cooldowns', -1, keyPath(name));
    else ours[tool.name] = Math.max(0, seconds, ours[tool.name] ?? 0);
  }
  return ours;
}
