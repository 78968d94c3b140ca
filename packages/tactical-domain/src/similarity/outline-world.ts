import type { OutlineSink } from '@planweave/core-types';
import { amountsInOrder, distinctCells } from '../world/in-order.ts';
import { cooldownSteps, lastSeenBand, moraleSteps, staminaPercent } from '../world/quantise.ts';
import { defaultBounds, type Cell, type WorldSnapshot } from '../world/world-snapshot.ts';
import { rolesInOrder } from './roles-in-order.ts';

/** How far somebody may have walked, in cells along each axis. */
const cellTolerance = 2;
/** Where hit points begin to mean something else: critical, hurt, hardly hurt. Death is a fact of its own. */
const healthEdges = [25, 60];
/** Hit points by which somebody may be beyond an edge and still count as before. */
const healthSlack = 3;
const ammoTolerance = 3;
/** The last rounds are counted one by one. */
const fewRounds = 5;
/** Twentieths. */
const moraleTolerance = 2;
/** Percent. */
const staminaTolerance = 10;
/** Steps of half a second. */
const cooldownTolerance = 4;

/** What must be the same in two tactical worlds, and what may differ a little, for a plan to be tried in both. */
export function outlineWorld(world: WorldSnapshot, sink: OutlineSink): void {
  const { player, me, obstacles, objective, allies, bounds = defaultBounds } = world;
  const roles = rolesInOrder(world);

  outlineHealth(player.hp, sink);
  sink.fact(player.stance);
  outlineCell(player.pos, sink);
  outlineMe(me, sink);

  sink.fact(roles.enemies.length);
  for (const { pos, hp, cover, lastSeenSeconds } of roles.enemies) {
    outlineHealth(hp, sink);
    sink.fact(cover);
    sink.fact(lastSeenBand(lastSeenSeconds));
    outlineCell(pos, sink);
  }
  sink.fact(allies !== undefined);
  sink.fact(roles.allies.length);
  for (const { pos, hp } of roles.allies) {
    outlineHealth(hp, sink);
    outlineCell(pos, sink);
  }

  // what stands still stands exactly there
  sink.fact(roles.points.length);
  for (const { k, pos, id } of roles.points) {
    sink.fact(k);
    factCell(pos, sink);
    sink.fact(id !== undefined);
  }
  const cells = distinctCells(obstacles);
  sink.fact(cells.length);
  for (const cell of cells) factCell(cell, sink);
  factCell({ x: bounds.minX, y: bounds.minY }, sink);
  factCell({ x: bounds.maxX, y: bounds.maxY }, sink);

  const said = [...player.orders, ...(objective === undefined ? [] : [objective])];
  sink.fact(player.orders.length);
  sink.fact(said.length);
  for (const text of said) sink.words(text);
  // who is called by a number must be who has it
  if (said.some((text) => /\d/.test(text))) for (const { id = 0 } of [...roles.enemies, ...roles.allies, ...roles.points]) sink.fact(id);
}

function outlineMe(me: WorldSnapshot['me'], sink: OutlineSink): void {
  outlineCell(me.pos, sink);
  sink.fact(me.ammo < fewRounds ? me.ammo : fewRounds);
  sink.near(me.ammo, ammoTolerance);
  sink.near(moraleSteps(me.morale), moraleTolerance);
  const cooldowns = amountsInOrder(me.cooldowns, cooldownSteps);
  sink.fact(cooldowns.length);
  for (const { name, amount } of cooldowns) {
    sink.fact(name);
    sink.near(amount, cooldownTolerance);
  }
  sink.fact(me.hp !== undefined);
  if (me.hp !== undefined) outlineHealth(me.hp, sink);
  sink.fact(me.stamina !== undefined);
  if (me.stamina !== undefined) sink.near(staminaPercent(me.stamina), staminaTolerance);
  for (const carried of [me.inventory, me.abilities]) {
    sink.fact(carried !== undefined);
    const amounts = amountsInOrder(carried ?? {});
    sink.fact(amounts.length);
    for (const { name, amount } of amounts) {
      sink.fact(name);
      sink.fact(amount);
    }
  }
}

function outlineHealth(hp: number, sink: OutlineSink): void {
  sink.fact(hp > 0);
  sink.band(hp, healthEdges, healthSlack);
}

function outlineCell({ x, y }: Cell, sink: OutlineSink): void {
  sink.near(x, cellTolerance);
  sink.near(y, cellTolerance);
}

function factCell({ x, y }: Cell, sink: OutlineSink): void {
  sink.fact(x);
  sink.fact(y);
}
