import type { WorldSink } from '@planweave/core-types';
import { amountsInOrder, byId, distinctCells, pointsInOrder, type Amount } from './in-order.ts';
import { cooldownSteps, coverPlace, lastSeenBand, moraleSteps, staminaPercent } from './quantise.ts';
import { stances, type Cell, type Enemy, type WorldSnapshot } from './world-snapshot.ts';

/**
 * The content of the canonical world as numbers and texts, without building it. Every list is preceded by its length
 * and every optional field by a mark, so two worlds write the same exactly when their canonical forms are equal.
 */
export function encodeWorld(world: WorldSnapshot, sink: WorldSink): void {
  const { player, me, bounds } = world;
  sink.integer(
    (me.hp === undefined ? 0 : 1) +
      (me.stamina === undefined ? 0 : 2) +
      (me.inventory === undefined ? 0 : 4) +
      (me.abilities === undefined ? 0 : 8) +
      (world.objective === undefined ? 0 : 16) +
      (world.allies === undefined ? 0 : 32) +
      (bounds === undefined ? 0 : 64),
  );
  encodePlayer(player, sink);
  encodeMe(me, sink);

  const enemies = byId(world.enemies);
  sink.integer(enemies.length);
  for (let index = 0; index < enemies.length; index += 1) {
    const { id, pos, hp, cover, lastSeenSeconds } = enemies[index] as Enemy;
    sink.integer(id);
    encodeCell(pos, sink);
    // One number instead of three: there are fewer than 8 covers, and bands end below 32.
    sink.integer((hp * 8 + coverPlace(cover)) * 32 + lastSeenBand(lastSeenSeconds));
  }

  const points = pointsInOrder(world.pois);
  sink.integer(points.length);
  for (const point of points) {
    sink.text(point.k);
    encodeCell(point.pos, sink);
    sink.integer(point.id ?? 0);
  }

  const obstacles = distinctCells(world.obstacles);
  sink.integer(obstacles.length);
  for (let index = 0; index < obstacles.length; index += 1) encodeCell(obstacles[index] as Cell, sink);

  if (world.objective !== undefined) sink.text(world.objective);
  if (world.allies !== undefined) {
    const allies = byId(world.allies);
    sink.integer(allies.length);
    for (const ally of allies) {
      sink.integer(ally.id);
      encodeCell(ally.pos, sink);
      sink.integer(ally.hp + 0);
    }
  }
  if (bounds !== undefined) {
    sink.integer(bounds.minX + 0);
    sink.integer(bounds.minY + 0);
    sink.integer(bounds.maxX + 0);
    sink.integer(bounds.maxY + 0);
  }
}

function encodePlayer(player: WorldSnapshot['player'], sink: WorldSink): void {
  sink.integer(player.hp * 4 + stances.indexOf(player.stance));
  encodeCell(player.pos, sink);
  sink.integer(player.orders.length);
  for (const order of player.orders) sink.text(order);
}

function encodeMe(me: WorldSnapshot['me'], sink: WorldSink): void {
  encodeCell(me.pos, sink);
  sink.integer(me.ammo + 0);
  sink.integer(moraleSteps(me.morale));
  encodeAmounts(amountsInOrder(me.cooldowns, cooldownSteps), sink);
  if (me.hp !== undefined) sink.integer(me.hp + 0);
  if (me.stamina !== undefined) sink.integer(staminaPercent(me.stamina));
  if (me.inventory !== undefined) encodeAmounts(amountsInOrder(me.inventory), sink);
  if (me.abilities !== undefined) encodeAmounts(amountsInOrder(me.abilities), sink);
}

function encodeAmounts(amounts: readonly Amount[], sink: WorldSink): void {
  sink.integer(amounts.length);
  for (const { name, amount } of amounts) {
    sink.text(name);
    sink.integer(amount);
  }
}

/** Adding 0 turns -0 into 0, as the canonical form does. */
function encodeCell(cell: Cell, sink: WorldSink): void {
  sink.integer(cell.x + 0);
  sink.integer(cell.y + 0);
}
