import { createPlan, type Plan } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';

/**
 * A fight with as many enemies as wanted, 1 at least, five points of interest and six obstacles. Each `variant` is a world
 * that no key may take for another, and the {@link planForSkirmish} is legal in all of them.
 */
export function skirmish(enemies: number, variant: number): WorldSnapshot {
  return tacticalDomain.parseWorld({
    t: variant / 60,
    player: { hp: 1 + Math.floor(variant / 80), pos: { x: 10, y: 10 + (variant % 7) }, stance: 'crouch', orders: ['Stay on me', 'Watch the wall'] },
    me: {
      pos: { x: 12, y: 10 },
      ammo: 20 + (variant % 80),
      morale: 0.8,
      cooldowns: { AoEAttack: 1.5, Heal: 4, Scan: 2.25, ThrowExplosive: 7.5 },
      hp: 90,
      stamina: 0.6,
      inventory: { grenade: 2, medkit: 1, smoke_grenade: 1 },
    },
    enemies: Array.from({ length: enemies }, (_, index) => ({
      id: 99 + index,
      pos: { x: 20 + ((index * 7 + variant) % 12), y: 5 + ((index * 5) % 16) },
      hp: 100 - (index % 9) * 10,
      cover: (['none', 'low', 'crate', 'wall'] as const)[index % 4],
      lastSeenSeconds: (index * 1.7) % 9,
    })),
    pois: [
      { k: 'ammo_cache', pos: { x: 15, y: 8 }, id: 1 },
      { k: 'health_pack', pos: { x: 20, y: 20 }, id: 2 },
      { k: 'exit', pos: { x: 40, y: 3 } },
      { k: 'radio', pos: { x: 33, y: 17 }, id: 3 },
      { k: 'door', pos: { x: 14, y: 22 }, id: 4 },
    ],
    obstacles: [18, 19, 20, 21, 22, 23].map((y) => ({ x: 18, y })),
    objective: 'Clear all hostiles',
  });
}

/** So many different fights, beginning with a variant. */
export function skirmishes(enemies: number, count: number, firstVariant = 0): readonly WorldSnapshot[] {
  return Array.from({ length: count }, (_, index) => skirmish(enemies, firstVariant + index));
}

/** Four steps that are legal in every {@link skirmish}. */
export const planForSkirmish: Plan = createPlan([
  { act: 'MoveTo', x: 15, y: 8, speed: 'run' },
  { act: 'CoverFire', target_id: 99, duration: 2.5 },
  { act: 'Attack', target_id: 99 },
  { act: 'ThrowSmoke', x: 18, y: 9 },
]);

/** The same as a model writes it. */
export const replyForSkirmish: string = JSON.stringify({ steps: planForSkirmish.steps });
