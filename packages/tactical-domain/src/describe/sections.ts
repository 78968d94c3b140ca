import { squaredDistance } from '../grid/distance.ts';
import type { Terrain } from '../grid/terrain.ts';
import { reach } from '../simulation/reach.ts';
import { blankAndCell } from '../texts/cell-text.ts';
import { keptTexts } from '../texts/kept-texts.ts';
import { quotable } from '../texts/quotable.ts';
import { amountsInOrder, byId, distinctCells, pointsInOrder } from '../world/in-order.ts';
import { cooldownStepMs, cooldownSteps, lastSeenBand, moraleSteps, staminaPercent } from '../world/quantise.ts';
import { coverKinds, type Ally, type Cell, type Enemy, type Me, type PointOfInterest, type WorldSnapshot } from '../world/world-snapshot.ts';
import type { Depth } from './depth.ts';
import { nearest, type Shown } from './nearest.ts';

/*
 * One function a section, each giving lines of one fact each, or an empty text for nothing to say. They read the world
 * through the same quantising and orders as the cache key does.
 */

export function objectiveText({ objective }: WorldSnapshot, depth: Depth): string {
  return objective === undefined ? '' : `objective "${quotable(objective, depth.textCharacters)}"`;
}

export function mapText({ bounds, obstacles, me }: WorldSnapshot, depth: Depth): string {
  let text = '';
  if (bounds !== undefined && depth.showsSurroundings) text = `bounds (${bounds.minX},${bounds.minY}) to (${bounds.maxX},${bounds.maxY})`;
  if (depth.obstacles === 0) return text;
  const { entries, leftOut } = nearest(distinctCells(obstacles), itself, me.pos, depth.obstacles);
  if (entries.length === 0) return text;
  if (text !== '') text += '\n';
  text += 'obstacles';
  for (let index = 0; index < entries.length; index += 1) text += blankAndCell(entries[index] as Cell);
  return leftOut === 0 ? text : `${text} and ${leftOut} more further away`;
}

export function orderText({ player }: WorldSnapshot, depth: Depth): string {
  const { orders } = player;
  let text = '';
  for (let index = Math.max(0, orders.length - depth.orders); index < orders.length; index += 1) {
    text += `${text === '' ? 'order "' : '\norder "'}${quotable(orders[index] as string, depth.textCharacters)}"`;
  }
  return text;
}

export function playerText({ player }: WorldSnapshot, depth: Depth): string {
  return depth.showsSurroundings ? `player (id 0)${blankAndCell(player.pos)}${hpText(player.hp, 0)} ${player.stance}` : '';
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
  return lines(nearest(byId(enemies), position, me.pos, depth.enemies), (enemy, start) => enemyLine(enemy, start, me.pos, depth, terrain), 'enemies');
}

export function meText({ me }: WorldSnapshot): string {
  const { hp, ammo, morale, stamina, inventory, abilities } = me;
  let text = `me${blankAndCell(me.pos)}`;
  if (hp !== undefined) text += hpText(hp, 0);
  text += strengthText(ammo, moraleSteps(morale));
  if (stamina !== undefined) text += ` stamina ${staminaPercent(stamina) / 100}`;
  text += cooldownText(me);
  if (inventory !== undefined) text += `\ninventory ${amountText(inventory)}`;
  return abilities === undefined ? text : `${text}\nabilities ${amountText(abilities)}`;
}

const strengthText = keptTexts((ammo, morale) => ` ammo ${ammo} morale ${morale / 20}`);

function cooldownText({ cooldowns }: Me): string {
  let text = '';
  for (const { name, amount } of amountsInOrder(cooldowns, cooldownSteps)) {
    text += (text === '' ? '\ncooldowns ' : ', ') + name + stepsText(amount, 0);
  }
  return text;
}

const stepsText = keptTexts((steps) => ` ${(steps * cooldownStepMs) / 1000}s`);

function amountText(amounts: Readonly<Record<string, number>>): string {
  let text = '';
  for (const { name, amount } of amountsInOrder(amounts)) text += `${text === '' ? '"' : ', "'}${quotable(name, 64)}${countText(amount, 0)}`;
  return text === '' ? 'none' : text;
}

const countText = keptTexts((count) => `" ${count}`);

function poiLine({ k, pos, id }: PointOfInterest, start: string): string {
  return `${start === '' ? 'poi "' : '\npoi "'}${quotable(k, 64)}${id === undefined ? '"' : idText(id, 0)}${blankAndCell(pos)}`;
}

const idText = keptTexts((id) => `" id ${id}`);

function allyLine({ id, pos, hp }: Ally, start: string): string {
  return `${start}ally ${id}${blankAndCell(pos)}${hpText(hp, 0)}${hp === 0 ? ' down' : ''}`;
}

/** Distance and sight are spelled out, because small models reckon badly and most refused steps are about them. */
function enemyLine({ id, pos, hp, cover, lastSeenSeconds }: Enemy, start: string, from: Cell, depth: Depth, terrain: Terrain): string {
  const name = enemyName(id, start.length);
  if (hp === 0) return `${name}${blankAndCell(pos)} hp 0 dead`;
  const squared = squaredDistance(pos, from);
  const isInSight = squared <= reach.sight * reach.sight && terrain.isClearBetween(from, pos);
  const shield = cover === 'none' || !depth.showsSurroundings ? 0 : coverKinds.indexOf(cover);
  const known = (shield * 2 + (isInSight ? 1 : 0)) * bands.length + (bandPlaces[lastSeenBand(lastSeenSeconds)] as number);
  return name + blankAndCell(pos) + hpText(hp, 0) + enemyRest(Math.round(Math.sqrt(squared)), known);
}

const enemyName = keptTexts((id, breaks) => `${'\n'.repeat(breaks)}enemy ${id}`);

const hpText = keptTexts((hp) => ` hp ${hp}`);

/** What `lastSeenBand` gives, and the place of each. */
const bands = [0, 2, 5, 10, 30];
const bandPlaces = Uint8Array.from({ length: 31 }, (_, band) => Math.max(0, bands.indexOf(band)));

/** What there is to say of an enemy besides, with cover, sight and band in one small number. */
const enemyRest = keptTexts((distance, known) => {
  const band = bands[known % bands.length];
  const coverAndSight = Math.floor(known / bands.length);
  const cover = coverKinds[coverAndSight >> 1];
  return ` distance ${distance}${coverAndSight % 2 === 1 ? '' : ' not in sight'}${cover === 'none' ? '' : ` cover ${cover}`}${band === 0 ? '' : ` seen ${band}s+ ago`}`;
});

/** `start` is what a line begins with: the line break after the one before. */
function lines<Each>({ entries, leftOut }: Shown<Each>, line: (each: Each, start: string) => string, name: string): string {
  let text = '';
  for (let index = 0; index < entries.length; index += 1) text += line(entries[index] as Each, index === 0 ? '' : '\n');
  return leftOut === 0 ? text : `${text}\nand ${leftOut} more ${name} further away`;
}

function itself(cell: Cell): Cell {
  return cell;
}

function position({ pos }: { readonly pos: Cell }): Cell {
  return pos;
}
