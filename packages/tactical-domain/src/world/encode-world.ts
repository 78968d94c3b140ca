import type { WorldSink } from '@planweave/core-types';
import { amountsInOrder, asItStands, byId, distinctCells, pointsInOrder } from './in-order.ts';
import { cooldownSteps, coverPlace, lastSeenPlace, moraleSteps, staminaPercent } from './quantise.ts';
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

  encodeEnemies(byId(world.enemies), sink);
  encodePoints(pointsInOrder(world.pois), sink);
  encodeCells(distinctCells(world.obstacles), sink);
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

function encodeEnemies(enemies: readonly Enemy[], sink: WorldSink): void {
  sink.integer(enemies.length);
  for (let index = 0; index < enemies.length; index += 1) {
    const { id, pos, hp, cover, lastSeenSeconds } = enemies[index] as Enemy;
    sink.integer(id);
    encodeCell(pos, sink);
    // one number instead of three: there are fewer than 8 covers, and fewer than 8 bands
    sink.integer((hp * 8 + coverPlace(cover)) * 8 + lastSeenPlace(lastSeenSeconds));
  }
}

function encodePoints(points: readonly PointOfInterest[], sink: WorldSink): void {
  sink.integer(points.length);
  for (let index = 0; index < points.length; index += 1) {
    const { k, pos, id } = points[index] as PointOfInterest;
    sink.text(k);
    encodeCell(pos, sink);
    sink.integer(id ?? 0);
  }
}

function encodeCells(cells: readonly Cell[], sink: WorldSink): void {
  sink.integer(cells.length);
  for (let index = 0; index < cells.length; index += 1) encodeCell(cells[index] as Cell, sink);
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
  cooldowns.encode(me.cooldowns, sink);
  if (me.hp !== undefined) sink.integer(me.hp + 0);
  if (me.stamina !== undefined) sink.integer(staminaPercent(me.stamina));
  if (me.inventory !== undefined) inventory.encode(me.inventory, sink);
  if (me.abilities !== undefined) abilities.encode(me.abilities, sink);
}

/**
 * Writes amounts by the order of their names. It remembers those of the last world: the next ones are mostly the same, and
 * a look whether they are takes less time than one at their order.
 */
class AmountsEncoder {
  readonly #names: string[] = [];
  readonly #amounts: number[] = [];
  readonly #read: (amount: number) => number;

  /** @param read - How an amount is read; 0 is none. */
  constructor(read: (amount: number) => number) {
    this.#read = read;
  }

  encode(given: Readonly<Record<string, number>>, sink: WorldSink): void {
    const count = this.#takeInOrder(given) ?? this.#takeSorted(given);
    const names = this.#names;
    const amounts = this.#amounts;
    sink.integer(count);
    for (let index = 0; index < count; index += 1) {
      sink.text(names[index] as string);
      sink.integer(amounts[index] as number);
    }
  }

  /** How many there are; `undefined` when they come in another order. */
  #takeInOrder(given: Readonly<Record<string, number>>): number | undefined {
    const names = this.#names;
    const amounts = this.#amounts;
    const read = this.#read;
    let count = 0;
    for (const name in given) {
      const amount = read(given[name] as number);
      if (!(amount > 0)) continue;
      if (names[count] !== name) {
        if (count > 0 && name < (names[count - 1] as string)) return undefined;
        names.length = count;
        names[count] = name;
      }
      amounts[count] = amount;
      count += 1;
    }
    return count;
  }

  #takeSorted(given: Readonly<Record<string, number>>): number {
    const sorted = amountsInOrder(given, this.#read);
    this.#names.length = 0;
    for (const [index, { name, amount }] of sorted.entries()) {
      this.#names[index] = name;
      this.#amounts[index] = amount;
    }
    return sorted.length;
  }
}

const cooldowns = new AmountsEncoder(cooldownSteps);
const inventory = new AmountsEncoder(asItStands);
const abilities = new AmountsEncoder(asItStands);

/**
 * One number for both where that is possible, which it mostly is: a key has many cells. Adding 0 turns -0 into 0, as the
 * canonical form does.
 */
function encodeCell({ x, y }: Cell, sink: WorldSink): void {
  if ((x & 127) === x && (y & 127) === y) {
    sink.integer((x << 7) | y);
  } else {
    sink.integer(-1);
    sink.integer(x + 0);
    sink.integer(y + 0);
  }
}
