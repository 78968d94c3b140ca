import type { DetailLevel, PromptSection } from '@planweave/core-types';
import { squaredDistance } from '../grid/distance.ts';
import { byId, distinctCells, namesInOrder, pointsInOrder } from '../world/in-order.ts';
import { cooldownStepMs, cooldownSteps, lastSeenBand, moraleSteps, staminaPercent } from '../world/quantise.ts';
import type { Cell, Enemy, Me, WorldSnapshot } from '../world/world-snapshot.ts';
import { quoted } from './quoted.ts';

/** How many entries of each list a level shows; the nearest to the agent come first to be kept. */
interface Depth {
  readonly enemies: number;
  readonly allies: number;
  readonly points: number;
  readonly obstacles: number;
  readonly orders: number;
  readonly textCharacters: number;
}

const depths: Readonly<Record<DetailLevel, Depth>> = {
  full: { enemies: 256, allies: 64, points: 256, obstacles: 4096, orders: 16, textCharacters: 500 },
  standard: { enemies: 24, allies: 12, points: 16, obstacles: 64, orders: 4, textCharacters: 300 },
  simplified: { enemies: 8, allies: 4, points: 6, obstacles: 16, orders: 1, textCharacters: 200 },
  minimal: { enemies: 3, allies: 0, points: 0, obstacles: 0, orders: 0, textCharacters: 120 },
};

/**
 * The world as short lines, one fact each, from what changes rarely to what changes often. Everything is read through
 * the same quantising as the cache key. Free text (objective, orders, names) is always in quotes; see {@link quoted}.
 *
 * | section | changes | priority | shown in `minimal` |
 * |---|---|---|---|
 * | `objective` | rarely | never dropped | yes |
 * | `map` | rarely | 30 | no |
 * | `orders` | rarely | 40 | no |
 * | `pois` | often | 50 | no |
 * | `allies` | often | 60 | no |
 * | `player` | often | 70 | no |
 * | `enemies` | often | 90 | the nearest 3 |
 * | `me` | often | never dropped | yes |
 */
export function describeWorld(world: WorldSnapshot, level: DetailLevel): readonly PromptSection[] {
  const depth = depths[level];
  const sections: PromptSection[] = [];
  const add = (name: string, changes: PromptSection['changes'], priority: number, text: string) => {
    if (text !== '') sections.push({ name, text, changes, priority });
  };
  add('objective', 'rarely', Infinity, world.objective === undefined ? '' : `objective ${quoted(world.objective, depth.textCharacters)}`);
  add('map', 'rarely', 30, mapLines(world, depth));
  add('orders', 'rarely', 40, orderLines(world, depth));
  add('pois', 'often', 50, poiLines(world, depth));
  add('allies', 'often', 60, allyLines(world, depth));
  if (level !== 'minimal') add('player', 'often', 70, `player ${at(world.player.pos)} hp ${world.player.hp} ${world.player.stance}`);
  add('enemies', 'often', 90, enemyLines(world, depth));
  add('me', 'often', Infinity, meLines(world.me));
  return sections;
}

function at(cell: Cell): string {
  return `(${cell.x},${cell.y})`;
}

function mapLines(world: WorldSnapshot, depth: Depth): string {
  if (depth.obstacles === 0) return '';
  const facts: string[] = [];
  if (world.bounds !== undefined) {
    const { minX, minY, maxX, maxY } = world.bounds;
    facts.push(`bounds (${minX},${minY}) to (${maxX},${maxY})`);
  }
  const { shown, more } = nearest(distinctCells(world.obstacles), (cell) => cell, world.me.pos, depth.obstacles);
  if (shown.length > 0) facts.push(`obstacles ${shown.map(at).join(' ')}${more}`);
  return facts.join('\n');
}

function orderLines(world: WorldSnapshot, depth: Depth): string {
  if (depth.orders === 0) return '';
  return world.player.orders
    .slice(-depth.orders)
    .map((order) => `order ${quoted(order, depth.textCharacters)}`)
    .join('\n');
}

function poiLines(world: WorldSnapshot, depth: Depth): string {
  const { shown, more } = nearest(pointsInOrder(world.pois), (point) => point.pos, world.me.pos, depth.points);
  return lines(shown.map((point) => `poi ${quoted(point.k, 64)} ${at(point.pos)}${point.id === undefined ? '' : ` id ${point.id}`}`), more, depth.points);
}

function allyLines(world: WorldSnapshot, depth: Depth): string {
  const { shown, more } = nearest(byId(world.allies ?? []), (ally) => ally.pos, world.me.pos, depth.allies);
  return lines(shown.map((ally) => `ally ${ally.id} ${at(ally.pos)} hp ${ally.hp}`), more, depth.allies);
}

function enemyLines(world: WorldSnapshot, depth: Depth): string {
  const { shown, more } = nearest(byId(world.enemies), (enemy) => enemy.pos, world.me.pos, depth.enemies);
  if (world.enemies.length === 0) return 'enemies none';
  return lines(shown.map(enemyLine), more, depth.enemies);
}

function enemyLine(enemy: Enemy): string {
  const seen = lastSeenBand(enemy.lastSeenSeconds);
  const cover = enemy.cover === 'none' ? '' : ` cover ${enemy.cover}`;
  return `enemy ${enemy.id} ${at(enemy.pos)} hp ${enemy.hp}${cover}${seen === 0 ? '' : ` seen ${seen}s+ ago`}`;
}

function meLines(me: Me): string {
  const hp = me.hp === undefined ? '' : ` hp ${me.hp}`;
  const stamina = me.stamina === undefined ? '' : ` stamina ${staminaPercent(me.stamina) / 100}`;
  let text = `me ${at(me.pos)}${hp} ammo ${me.ammo} morale ${moraleSteps(me.morale) / 20}${stamina}`;
  const cooling = namesInOrder(me.cooldowns, cooldownSteps).map((name) => `${name} ${(cooldownSteps(me.cooldowns[name] as number) * cooldownStepMs) / 1000}s`);
  if (cooling.length > 0) text += `\ncooldowns ${cooling.join(', ')}`;
  if (me.inventory !== undefined) text += `\ninventory ${amounts(me.inventory)}`;
  if (me.abilities !== undefined) text += `\nabilities ${amounts(me.abilities)}`;
  return text;
}

function amounts(given: Readonly<Record<string, number>>): string {
  const names = namesInOrder(given);
  return names.length === 0 ? 'none' : names.map((name) => `${quoted(name, 64)} ${given[name]}`).join(', ');
}

/** The entries nearest to the agent, in the list's own order, and how many were left out. */
function nearest<Each>(list: readonly Each[], place: (each: Each) => Cell, from: Cell, most: number): { shown: readonly Each[]; more: string } {
  if (list.length <= most) return { shown: list, more: '' };
  const kept = new Set(list.toSorted((a, b) => squaredDistance(place(a), from) - squaredDistance(place(b), from)).slice(0, most));
  return { shown: list.filter((each) => kept.has(each)), more: ` and ${list.length - most} more` };
}

function lines(shown: readonly string[], more: string, most: number): string {
  if (most === 0 || shown.length === 0) return '';
  return more === '' ? shown.join('\n') : `${shown.join('\n')}\n${more.trim()}`;
}
