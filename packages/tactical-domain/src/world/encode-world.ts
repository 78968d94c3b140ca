import type { WorldSink } from '@planweave/core-types';
import { amountsInOrder, asItStands, byId, distinctCells, pointsInOrder } from './in-order.ts';
import { cooldownSteps, coverPlace, lastSeenBand, moraleSteps, staminaPercent } from './quantise.ts';
import { stances, type Cell, type Enemy, type PointOfInterest, type WorldSnapshot } from './world-snapshot.ts';

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
  for (let index = 0; index < points.length; index += 1) {
    const { k, pos, id } = points[index] as PointOfInterest;
    sink.text(k);
    encodeCell(pos, sink);
    sink.integer(id ?? 0);
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
  encodeAmounts(me.cooldowns, cooldownSteps, sink);
  if (me.hp !== undefined) sink.integer(me.hp + 0);
  if (me.stamina !== undefined) sink.integer(staminaPercent(me.stamina));
  if (me.inventory !== undefined) encodeAmounts(me.inventory, asItStands, sink);
  if (me.abilities !== undefined) encodeAmounts(me.abilities, asItStands, sink);
}

/** What is being encoded, by name; kept, so that there is no list to make each time. */
const names: string[] = [];
const numbers: number[] = [];

function encodeAmounts(amounts: Readonly<Record<string, number>>, read: (amount: number) => number, sink: WorldSink): void {
  let count = 0;
  let isInOrder = true;
  for (const name in amounts) {
    const amount = read(amounts[name] as number);
    if (!(amount > 0)) continue;
    isInOrder &&= count === 0 || (names[count - 1] as string) < name;
    names[count] = name;
    numbers[count] = amount;
    count += 1;
  }
  sink.integer(count);
  if (isInOrder) for (let index = 0; index < count; index += 1) encodeAmount(names[index] as string, numbers[index] as number, sink);
  else for (const { name, amount } of amountsInOrder(amounts, read)) encodeAmount(name, amount, sink);
}

function encodeAmount(name: string, amount: number, sink: WorldSink): void {
  sink.text(name);
  sink.integer(amount);
}

/**
 * One number for both where that is possible, which it mostly is: a key has many cells. Adding 0 turns -0 into 0, as the
 * canonical form does.
 */
function encodeCell({ x, y }: Cell, sink: WorldSink): void {
  if ((x & 127) === x && (y & 127) === y) {
    sink.integer(x * 128 + y + 0);
  } else {
    sink.integer(-1);
    sink.integer(x + 0);
    sink.integer(y + 0);
  }
}
