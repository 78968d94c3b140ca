import type { WorldSnapshot } from '@planweave/tactical-domain';

/** A sum over every field of a world, each read once. Nothing that looks at all of a world can be faster. */
export function readEveryField(world: WorldSnapshot): number {
  const { player, me } = world;
  let sum = player.hp + player.pos.x + player.pos.y + player.stance.length + player.orders.length + (world.objective?.length ?? 0);
  sum += me.pos.x + me.pos.y + me.ammo + me.morale + (me.hp ?? 0) + (me.stamina ?? 0);
  for (const name in me.cooldowns) sum += me.cooldowns[name] as number;
  for (const name in me.inventory) sum += me.inventory[name] as number;
  for (const order of player.orders) sum += order.length;
  for (const { id, pos, hp, cover, lastSeenSeconds } of world.enemies) sum += id + pos.x + pos.y + hp + cover.length + lastSeenSeconds;
  for (const { k, pos, id } of world.pois) sum += k.length + pos.x + pos.y + (id ?? 0);
  for (const { x, y } of world.obstacles) sum += x + y;
  return sum;
}
