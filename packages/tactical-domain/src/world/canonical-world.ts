import type { CanonicalWorld, JsonValue } from '@planweave/core-types';
import { byId, distinctCells, amountsInOrder, pointsInOrder } from './in-order.ts';
import { cooldownSeconds, lastSeenBand, moraleSteps, staminaPercent } from './quantise.ts';
import type { Bounds, Cell, WorldSnapshot } from './world-snapshot.ts';

/**
 * What decisions depend on: `t` dropped, cool-downs in half seconds, morale in twentieths, stamina in hundredths, "last
 * seen" in bands, lists in a fixed order, amounts of nothing left out.
 */
export function canonicalWorld(world: WorldSnapshot): CanonicalWorld {
  const { player, me } = world;
  return {
    player: { hp: player.hp + 0, pos: place(player.pos), stance: player.stance, orders: player.orders },
    me: {
      pos: place(me.pos),
      ammo: me.ammo + 0,
      cooldowns: amounts(me.cooldowns, cooldownSeconds),
      morale: moraleSteps(me.morale) / 20,
      ...(me.hp === undefined ? {} : { hp: me.hp + 0 }),
      ...(me.stamina === undefined ? {} : { stamina: staminaPercent(me.stamina) / 100 }),
      ...(me.inventory === undefined ? {} : { inventory: amounts(me.inventory) }),
      ...(me.abilities === undefined ? {} : { abilities: amounts(me.abilities) }),
    },
    enemies: byId(world.enemies).map((enemy) => ({
      id: enemy.id,
      pos: place(enemy.pos),
      hp: enemy.hp + 0,
      cover: enemy.cover,
      lastSeenSeconds: lastSeenBand(enemy.lastSeenSeconds),
    })),
    pois: pointsInOrder(world.pois).map((point) => ({ k: point.k, pos: place(point.pos), ...(point.id === undefined ? {} : { id: point.id }) })),
    obstacles: distinctCells(world.obstacles).map(place),
    ...(world.objective === undefined ? {} : { objective: world.objective }),
    ...(world.allies === undefined ? {} : { allies: byId(world.allies).map((ally) => ({ id: ally.id, pos: place(ally.pos), hp: ally.hp + 0 })) }),
    ...(world.bounds === undefined ? {} : { bounds: boundsOf(world.bounds) }),
  };
}

/** Adding 0, here and above, turns -0 into 0: rounding a small negative number gives -0, and the two are one number. */
function place(cell: Cell): JsonValue {
  return { x: cell.x + 0, y: cell.y + 0 };
}

function boundsOf({ minX, minY, maxX, maxY }: Bounds): JsonValue {
  return { minX: minX + 0, minY: minY + 0, maxX: maxX + 0, maxY: maxY + 0 };
}

function amounts(given: Readonly<Record<string, number>>, read: (amount: number) => number = Number): JsonValue {
  return Object.fromEntries(amountsInOrder(given, read).map(({ name, amount }) => [name, amount]));
}
