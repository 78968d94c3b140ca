import { seededRandom, type Random } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';

/**
 * The fight for one sector: the same for the same seed and number, and no two alike. Its number is in the objective, so that
 * whoever reads a prompt about it knows which world it is.
 *
 * @param t - The time of the game in seconds, which makes no difference to a plan.
 */
export function sectorWorld(seed: number, sector: number, t = 0): WorldSnapshot {
  const random = seededRandom(seed).fork(`sector ${sector}`);
  const enemies = whole(random, 1, 6);
  return tacticalDomain.parseWorld({
    t,
    player: { hp: whole(random, 20, 100), pos: cell(random, 6), stance: 'crouch', orders: [] },
    me: { pos: cell(random, 6), ammo: whole(random, 0, 30), cooldowns: {}, morale: whole(random, 4, 20) / 20, hp: whole(random, 20, 100) },
    enemies: Array.from({ length: enemies }, (_, index) => ({ id: 100 + index, pos: cell(random, 24), hp: whole(random, 10, 100), cover: 'low', lastSeenSeconds: whole(random, 0, 12) })),
    pois: [{ k: 'ammo_cache', pos: cell(random, 24), id: 201 }],
    obstacles: Array.from({ length: 8 }, () => cell(random, 20)),
    objective: `Take sector ${sector}`,
  });
}

/** The sector that a prompt is about; `undefined` when it names none. */
export function sectorIn(prompt: string): number | undefined {
  const digits = /Take sector (\d{1,12})/.exec(prompt)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function whole(random: Random, least: number, most: number): number {
  return least + Math.floor(random.next() * (most - least + 1));
}

function cell(random: Random, reach: number): { x: number; y: number } {
  return { x: whole(random, -reach, reach), y: whole(random, -reach, reach) };
}
