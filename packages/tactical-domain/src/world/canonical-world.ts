import type { CanonicalWorld, JsonValue } from '@planweave/core-types';
import { byId, distinctCells, namesInOrder, pointsInOrder } from './in-order.ts';
import { cooldownStepMs, cooldownSteps, lastSeenBand, moraleSteps, staminaPercent } from './quantise.ts';
import type { Cell, WorldSnapshot } from './world-snapshot.ts';

/**
 * What decisions depend on: `t` dropped, cool-downs in half seconds, morale in twentieths, stamina in hundredths, "last
 * seen" in bands, lists in a fixed order, amounts of nothing left out.
 */
export function canonicalWorld(world: WorldSnapshot): CanonicalWorld {
  const { player, me } = world;
  return {
    player: { hp: player.hp, pos: place(player.pos), stance: player.stance, orders: player.orders },
    me: {
      pos: place(me.pos),
      ammo: me.ammo,
      cooldowns: amounts(me.cooldowns, (seconds) => (cooldownSteps(seconds) * cooldownStepMs) / 1000),
      morale: moraleSteps(me.morale) / 20,
      ...(me.hp === undefined ? {} : { hp: me.hp }),
      ...(me.stamina === undefined ? {} : { stamina: staminaPercent(me.stamina) / 100 }),
      ...(me.inventory === undefined ? {} : { inventory: amounts(me.inventory) }),
      ...(me.abilities === undefined ? {} : { abilities: amounts(me.abilities) }),
    },
    enemies: byId(world.enemies).map((enemy) => ({
      id: enemy.id,
      pos: place(enemy.pos),
      hp: enemy.hp,
      cover: enemy.cover,
      lastSeenSeconds: lastSeenBand(enemy.lastSeenSeconds),
    })),
    pois: pointsInOrder(world.pois).map((point) => ({ k: point.k, pos: place(point.pos), ...(point.id === undefined ? {} : { id: point.id }) })),
    obstacles: distinctCells(world.obstacles).map(place),
    ...(world.objective === undefined ? {} : { objective: world.objective }),
    ...(world.allies === undefined ? {} : { allies: byId(world.allies).map((ally) => ({ id: ally.id, pos: place(ally.pos), hp: ally.hp })) }),
    ...(world.bounds === undefined ? {} : { bounds: { ...world.bounds } }),
  };
}

/** Adding 0 turns -0, which JSON cannot hold, into 0. */
function place(cell: Cell): JsonValue {
  return { x: cell.x + 0, y: cell.y + 0 };
}

function amounts(given: Readonly<Record<string, number>>, read: (amount: number) => number = Number): JsonValue {
  return Object.fromEntries(namesInOrder(given, read).map((name) => [name, read(given[name] as number)]));
}
