import { seededRandom } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';

/** The reference scenario of the original system: two enemies behind cover, two points of interest, a short wall. */
export const referenceWorld: WorldSnapshot = tacticalDomain.parseWorld({
  t: 45,
  player: { hp: 75, pos: { x: 10, y: 10 }, stance: 'crouch', orders: ['Clear the area and regroup on me'] },
  me: { pos: { x: 12, y: 10 }, ammo: 18, cooldowns: { ThrowExplosive: 0 }, morale: 0.8 },
  enemies: [
    { id: 99, pos: { x: 25, y: 15 }, hp: 100, cover: 'crate', lastSeenSeconds: 2 },
    { id: 100, pos: { x: 28, y: 12 }, hp: 80, cover: 'wall', lastSeenSeconds: 5 },
  ],
  pois: [
    { k: 'ammo_cache', pos: { x: 15, y: 8 }, id: 201 },
    { k: 'health_pack', pos: { x: 20, y: 20 }, id: 202 },
  ],
  obstacles: [
    { x: 18, y: 12 },
    { x: 18, y: 13 },
    { x: 18, y: 14 },
  ],
  objective: 'Clear all hostiles',
});

/** A fight with so many enemies, five points of interest and a wall of six cells; the same for the same seed. */
export function skirmish(enemies: number, seed = 1): WorldSnapshot {
  const random = seededRandom(seed);
  const whole = (least: number, most: number) => least + Math.floor(random.next() * (most - least + 1));
  const place = () => ({ x: whole(19, 35), y: whole(0, 25) });
  const covers = ['none', 'low', 'high', 'crate', 'wall'];
  return tacticalDomain.parseWorld({
    t: whole(0, 1000),
    player: { hp: whole(1, 100), pos: { x: whole(5, 15), y: whole(5, 15) }, stance: 'stand', orders: ['Stay close to me'] },
    me: {
      pos: { x: whole(5, 15), y: whole(5, 15) },
      ammo: whole(0, 30),
      cooldowns: { ThrowSmoke: whole(0, 8), Scan: whole(0, 5) },
      morale: random.next(),
      hp: whole(1, 100),
    },
    enemies: Array.from({ length: enemies }, (_, index) => ({
      id: 100 + index,
      pos: place(),
      hp: whole(1, 100),
      cover: covers[whole(0, 4)],
      lastSeenSeconds: whole(0, 40),
    })),
    pois: ['ammo_cache', 'health_pack', 'exit', 'radio', 'door'].map((k, index) => ({ k, pos: place(), id: 50 + index })),
    obstacles: [12, 13, 14, 15, 16, 17].map((y) => ({ x: 18, y })),
    objective: 'Reach the northern gate',
  });
}
