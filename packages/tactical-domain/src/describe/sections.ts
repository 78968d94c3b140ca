import { cellText } from '../grid/cell-text.ts';
import { squaredDistance } from '../grid/distance.ts';
import type { Terrain } from '../grid/terrain.ts';
import { reach } from '../simulation/reach.ts';
import { amountsInOrder, byId, distinctCells, pointsInOrder } from '../world/in-order.ts';
import { cooldownSeconds, lastSeenBand, moraleSteps, staminaPercent } from '../world/quantise.ts';
import type { Ally, Cell, Cover, Enemy, Me, PointOfInterest, WorldSnapshot } from '../world/world-snapshot.ts';
import type { Depth } from './depth.ts';
import { nearest, type Shown } from './nearest.ts';
import { quoted } from './quoted.ts';

/*
 * One function a section, each giving lines of one fact each, or an empty text for nothing to say. They read the world
 * through the same quantising and orders as the cache key does.
 */

export function objectiveText({ objective }: WorldSnapshot, depth: Depth): string {
  return objective === undefined ? '' : `objective ${quoted(objective, depth.textCharacters)}`;
}

export function mapText({ bounds, obstacles, me }: WorldSnapshot, depth: Depth): string {
  let text = '';
  if (bounds !== undefined && depth.showsSurroundings) text = `bounds (${bounds.minX},${bounds.minY}) to (${bounds.maxX},${bounds.maxY})`;
  if (depth.obstacles === 0) return text;
  const { entries, leftOut } = nearest(distinctCells(obstacles), itself, me.pos, depth.obstacles);
  if (entries.length === 0) return text;
  if (text !== '') text += '\n';
  text += 'obstacles';
  for (const cell of entries) text += ` ${cellText(cell)}`;
  return leftOut === 0 ? text : `${text} and ${leftOut} more further away`;
}

export function orderText({ player }: WorldSnapshot, depth: Depth): string {
  const { orders } = player;
  let text = '';
  for (let index = Math.max(0, orders.length - depth.orders); index < orders.length; index += 1) {
    text += `${text === '' ? '' : '\n'}order ${quoted(orders[index] as string, depth.textCharacters)}`;
  }
  return text;
}

export function playerText({ player }: WorldSnapshot, depth: Depth): string {
  return depth.showsSurroundings ? `player (id 0) ${cellText(player.pos)} hp ${player.hp} ${player.stance}` : '';
}

export function poiText({ pois, me }: WorldSnapshot, depth: Depth): string {
  if (depth.points === 0) return '';
  return lines(nearest(pointsInOrder(pois), position, me.pos, depth.points), poiLine, 'pois');
}

export function allyText({ allies, me }: WorldSnapshot, depth: Depth): string {
  if (depth.allies === 0 || allies === undefined) return '';
  if (allies.length === 0) return 'allies none';
  return lines(nearest(byId(allies), position, me.pos, depth.allies), allyLine, 'allies');
}

export function enemyText({ enemies, me }: WorldSnapshot, depth: Depth, terrain: Terrain): string {
  if (enemies.length === 0) return 'enemies none';
  return lines(nearest(byId(enemies), position, me.pos, depth.enemies), (enemy) => enemyLine(enemy, me.pos, depth, terrain), 'enemies');
}

export function meText({ me }: WorldSnapshot): string {
  const hp = me.hp === undefined ? '' : ` hp ${me.hp}`;
  const stamina = me.stamina === undefined ? '' : ` stamina ${staminaPercent(me.stamina) / 100}`;
  return (
    `me ${cellText(me.pos)}${hp} ammo ${me.ammo} morale ${moraleSteps(me.morale) / 20}${stamina}` +
    cooldownText(me) +
    (me.inventory === undefined ? '' : `\ninventory ${amountText(me.inventory)}`) +
    (me.abilities === undefined ? '' : `\nabilities ${amountText(me.abilities)}`)
  );
}

function cooldownText({ cooldowns }: Me): string {
  let text = '';
  for (const { name, amount } of amountsInOrder(cooldowns, cooldownSeconds)) text += `${text === '' ? '\ncooldowns' : ','} ${name} ${amount}s`;
  return text;
}

function amountText(amounts: Readonly<Record<string, number>>): string {
  let text = '';
  for (const { name, amount } of amountsInOrder(amounts)) text += `${text === '' ? '' : ', '}${quoted(name, 64)} ${amount}`;
  return text === '' ? 'none' : text;
}

function poiLine({ k, pos, id }: PointOfInterest): string {
  return id === undefined ? `poi ${quoted(k, 64)} ${cellText(pos)}` : `poi ${quoted(k, 64)} id ${id} ${cellText(pos)}`;
}

function allyLine({ id, pos, hp }: Ally): string {
  return `ally ${id} ${cellText(pos)} hp ${hp}${hp === 0 ? ' down' : ''}`;
}

/** Distance and sight are spelled out, because small models reckon badly and most refused steps are about them. */
function enemyLine({ id, pos, hp, cover, lastSeenSeconds }: Enemy, from: Cell, depth: Depth, terrain: Terrain): string {
  if (hp === 0) return `enemy ${id} ${cellText(pos)} hp 0 dead`;
  const distance = Math.sqrt(squaredDistance(pos, from));
  const sight = distance <= reach.sight && terrain.isClearBetween(from, pos) ? '' : ' not in sight';
  const shield = depth.showsSurroundings ? shields[cover] : '';
  return `enemy ${id} ${cellText(pos)} hp ${hp} distance ${Math.round(distance)}${sight}${shield}${seenTexts[lastSeenBand(lastSeenSeconds)] ?? ''}`;
}

const shields: Readonly<Record<Cover, string>> = { none: '', low: ' cover low', high: ' cover high', crate: ' cover crate', wall: ' cover wall' };
const seenTexts: Readonly<Record<number, string>> = { 0: '', 2: ' seen 2s+ ago', 5: ' seen 5s+ ago', 10: ' seen 10s+ ago', 30: ' seen 30s+ ago' };

function lines<Each>({ entries, leftOut }: Shown<Each>, line: (each: Each) => string, name: string): string {
  let text = '';
  for (const entry of entries) text += text === '' ? line(entry) : `\n${line(entry)}`;
  return leftOut === 0 ? text : `${text}\nand ${leftOut} more ${name} further away`;
}

function itself(cell: Cell): Cell {
  return cell;
}

function position({ pos }: { readonly pos: Cell }): Cell {
  return pos;
}
