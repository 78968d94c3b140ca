import { createPlan } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';

/** A fight with ten enemies, five points of interest and six obstacles, read from JSON as games send it. */
export function skirmish(): WorldSnapshot {
  return tacticalDomain.parseWorld({
    t: 45,
    player: { hp: 75, pos: { x: 10, y: 10 }, stance: 'crouch', orders: ['Stay on me'] },
    me: { pos: { x: 12, y: 10 }, ammo: 18, morale: 0.8, cooldowns: { Heal: 4, Scan: 2.25, ThrowExplosive: 7.5 }, hp: 90, stamina: 0.6, inventory: { grenade: 2, medkit: 1 } },
    enemies: Array.from({ length: 10 }, (_, index) => ({ id: 99 + index, pos: { x: 20 + ((index * 7) % 12), y: 5 + ((index * 5) % 16) }, hp: 100 - index * 5, cover: 'none', lastSeenSeconds: index })),
    pois: ['ammo_cache', 'health_pack', 'exit', 'radio', 'door'].map((k, index) => ({ k, pos: { x: 15 + index, y: 8 }, id: 1 + index })),
    obstacles: [18, 19, 20, 21, 22, 23].map((y) => ({ x: 18, y })),
    objective: 'Clear all hostiles',
  });
}

/** The same fight a while later: any two of the first million variants differ in where the agent is or what he has left. */
export function variantOf(world: WorldSnapshot, variant: number): WorldSnapshot {
  const { me } = world;
  return { ...world, me: { ...me, pos: { x: variant % 100, y: Math.floor(variant / 100) % 100 }, ammo: 20 + (Math.floor(variant / 10_000) % 100) * 8 } };
}

/** Four steps that are legal wherever the agent is. */
export const plan = createPlan([{ act: 'Wait', duration: 3 }, { act: 'Scan', radius: 10 }, { act: 'Patrol', waypoints: [{ x: 15, y: 9 }, { x: 12, y: 9 }] }, { act: 'Wait', duration: 2 }]);

/** The floor: every field of a world, read once. */
export function readEveryField(world: WorldSnapshot): number {
  const { player, me } = world;
  let sum = world.t + player.hp + player.pos.x + player.pos.y + player.stance.length + (world.objective?.length ?? 0);
  sum += me.pos.x + me.pos.y + me.ammo + me.morale + (me.hp ?? 0) + (me.stamina ?? 0);
  for (const name in me.cooldowns) sum += name.length + (me.cooldowns[name] as number);
  for (const name in me.inventory) sum += name.length + (me.inventory[name] as number);
  for (const order of player.orders) sum += order.length;
  for (const { id, pos, hp, cover, lastSeenSeconds } of world.enemies) sum += id + pos.x + pos.y + hp + cover.length + lastSeenSeconds;
  for (const { k, pos, id } of world.pois) sum += k.length + pos.x + pos.y + (id ?? 0);
  for (const { x, y } of world.obstacles) sum += x + y;
  return sum;
}
