import type { WorldSink } from '@planweave/core-types';
import { byId, distinctCells, namesInOrder, pointsInOrder } from './in-order.ts';
import { cooldownSteps, lastSeenBand, moraleSteps, staminaPercent } from './quantise.ts';
import { coverKinds, stances, type WorldSnapshot } from './world-snapshot.ts';

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
  for (const enemy of enemies) {
    sink.integer(enemy.id);
    sink.integer(enemy.pos.x);
    sink.integer(enemy.pos.y);
    sink.integer(enemy.hp);
    sink.integer(coverKinds.indexOf(enemy.cover));
    sink.integer(lastSeenBand(enemy.lastSeenSeconds));
  }

  const points = pointsInOrder(world.pois);
  sink.integer(points.length);
  for (const point of points) {
    sink.text(point.k);
    sink.integer(point.pos.x);
    sink.integer(point.pos.y);
    sink.integer(point.id ?? 0);
  }

  const obstacles = distinctCells(world.obstacles);
  sink.integer(obstacles.length);
  for (const cell of obstacles) {
    sink.integer(cell.x);
    sink.integer(cell.y);
  }

  if (world.objective !== undefined) sink.text(world.objective);
  if (world.allies !== undefined) {
    const allies = byId(world.allies);
    sink.integer(allies.length);
    for (const ally of allies) {
      sink.integer(ally.id);
      sink.integer(ally.pos.x);
      sink.integer(ally.pos.y);
      sink.integer(ally.hp);
    }
  }
  if (bounds !== undefined) {
    sink.integer(bounds.minX);
    sink.integer(bounds.minY);
    sink.integer(bounds.maxX);
    sink.integer(bounds.maxY);
  }
}

function encodePlayer(player: WorldSnapshot['player'], sink: WorldSink): void {
  sink.integer(player.hp);
  sink.integer(player.pos.x);
  sink.integer(player.pos.y);
  sink.integer(stances.indexOf(player.stance));
  sink.integer(player.orders.length);
  for (const order of player.orders) sink.text(order);
}

function encodeMe(me: WorldSnapshot['me'], sink: WorldSink): void {
  sink.integer(me.pos.x);
  sink.integer(me.pos.y);
  sink.integer(me.ammo);
  sink.integer(moraleSteps(me.morale));
  const names = namesInOrder(me.cooldowns, cooldownSteps);
  sink.integer(names.length);
  for (const name of names) {
    sink.text(name);
    sink.integer(cooldownSteps(me.cooldowns[name] as number));
  }
  if (me.hp !== undefined) sink.integer(me.hp);
  if (me.stamina !== undefined) sink.integer(staminaPercent(me.stamina));
  if (me.inventory !== undefined) encodeAmounts(me.inventory, sink);
  if (me.abilities !== undefined) encodeAmounts(me.abilities, sink);
}

function encodeAmounts(amounts: Readonly<Record<string, number>>, sink: WorldSink): void {
  const names = namesInOrder(amounts);
  sink.integer(names.length);
  for (const name of names) {
    sink.text(name);
    sink.integer(amounts[name] as number);
  }
}
