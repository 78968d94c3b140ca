import type { WorldSnapshot } from '@planweave/tactical-domain';
import { arenaDomain } from './arena-domain.ts';
import { ticksPerSecond, type Companion, type Game } from './game.ts';

/** The id under which steps can name the exit. */
export const exitId = 200;
const objective = 'Reach the exit together with the player';

/** What a companion knows, as the domain reads it. */
export function snapshotFor(game: Game, { id, pos, hp, ammo, morale, inventory, cooldowns }: Companion): WorldSnapshot {
  const { field, captain, companions, sightings, supplies, tick } = game;
  return arenaDomain.parseWorld({
    t: tick / ticksPerSecond,
    player: { pos: captain.pos, hp: captain.hp },
    me: { pos, hp, ammo, morale, inventory, cooldowns },
    enemies: sightings.map(({ seenAt, ...known }) => ({ ...known, lastSeenSeconds: (tick - seenAt) / ticksPerSecond })),
    pois: [{ k: 'exit', id: exitId, pos: field.exit }, ...supplies],
    obstacles: field.obstacles,
    objective,
    allies: companions.filter((each) => each.id !== id).map((ally) => ({ id: ally.id, pos: ally.pos, hp: ally.hp })),
    bounds: field.bounds,
  });
}
