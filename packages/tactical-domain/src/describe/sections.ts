import { squaredDistance } from '../grid/distance.ts';
import type { Terrain } from '../grid/terrain.ts';
import { reach } from '../simulation/reach.ts';
import { blankAndCell, cellAfterBlank } from '../texts/cell-text.ts';
import { keptTexts } from '../texts/kept-texts.ts';
import { quotable } from '../texts/quotable.ts';
import { amountsInOrder, byId, distinctCells, pointsInOrder } from '../world/in-order.ts';
import { cooldownStepMs, cooldownSteps, coverPlace, lastSeenBands, lastSeenPlace, moraleSteps, staminaPercent } from '../world/quantise.ts';
import { coverKinds, defaultBounds, type Ally, type Bounds, type Cell, type Enemy, type Me, type PointOfInterest, type WorldSnapshot } from '../world/world-snapshot.ts';
import type { Depth } from './depth.ts';
import { nearest } from './nearest.ts';

/** For texts that may be long: few are in use at a time. */
const fewPlaces = 16;

/*
 * One function a section, each giving lines of one fact each, or an empty text for nothing to say. They read the world
 * through the same quantising and orders as the cache key does.
 */

export function objectiveText({ objective }: WorldSnapshot, depth: Depth): string {
  return objective === undefined ? '' : objectiveLine(objective.length, depth.textCharacters, 0, 0, 0, objective);
}

const objectiveLine = keptTexts((_, most, __, ___, ____, objective) => `objective "${quotable(objective, most)}"`, fewPlaces);

/** The `edges` are those of a world that does not say where it ends; without them it goes on. */
export function mapText({ bounds, obstacles, me }: WorldSnapshot, depth: Depth, edges: Bounds | undefined): string {
  let text = '';
  const end = bounds ?? edges;
  if (end !== undefined && depth.showsSurroundings) text = end === defaultBounds ? defaultEdges : edgesText(end);
  if (depth.obstacles === 0) return text;
  const { entries, leftOut } = nearest(distinctCells(obstacles), itself, me.pos, depth.obstacles);
  if (entries.length === 0) return text;
  if (text !== '') text += '\n';
  text += 'obstacles';
  const even = entries.length & ~1;
  for (let index = 0; index < even; index += 2) text += twoCells(entries[index] as Cell, entries[index + 1] as Cell);
  if (even < entries.length) text += blankAndCell(entries[even] as Cell);
  return leftOut === 0 ? text : `${text} and ${leftOut} more further away`;
}

function edgesText({ minX, minY, maxX, maxY }: Bounds): string {
  return `bounds (${minX},${minY}) to (${maxX},${maxY})`;
}

const defaultEdges = edgesText(defaultBounds);

function twoCells(first: Cell, second: Cell): string {
  return cellsAfterBlanks(first.x, first.y, second.x, second.y);
}

const cellsAfterBlanks = keptTexts((x, y, nextX, nextY) => cellAfterBlank(x, y) + cellAfterBlank(nextX, nextY));

export function orderText({ player }: WorldSnapshot, depth: Depth): string {
  const { orders } = player;
  let text = '';
  for (let index = Math.max(0, orders.length - depth.orders); index < orders.length; index += 1) {
    const order = orders[index] as string;
    text += orderLine(order.length, depth.textCharacters, text === '' ? 0 : 1, 0, 0, order);
  }
  return text;
}

const orderLine = keptTexts((_, most, breaks, __, ___, order) => `${lineBreaks(breaks)}order "${quotable(order, most)}"`, fewPlaces);

export function playerText({ player }: WorldSnapshot, depth: Depth): string {
  return depth.showsSurroundings ? playerFacts(player.pos.x, player.pos.y, player.hp, 0, 0, player.stance) : '';
}

const playerFacts = keptTexts((x, y, hp, _, __, stance) => `player (id 0)${cellAfterBlank(x, y)}${hpText(hp)} ${stance}`);

export function poiText({ pois, me }: WorldSnapshot, depth: Depth): string {
  if (depth.points === 0) return '';
  const { entries, leftOut } = nearest(pointsInOrder(pois), position, me.pos, depth.points);
  let text = '';
  for (let index = 0; index < entries.length; index += 1) text += poiLine(entries[index] as PointOfInterest, index === 0 ? 0 : 1);
  return text + furtherAway(leftOut, 'pois');
}

export function allyText({ allies, me }: WorldSnapshot, depth: Depth): string {
  if (depth.allies === 0 || allies === undefined) return '';
  if (allies.length === 0) return 'allies none';
  const { entries, leftOut } = nearest(byId(allies), position, me.pos, depth.allies);
  let text = '';
  for (let index = 0; index < entries.length; index += 1) text += allyLine(entries[index] as Ally, index === 0 ? 0 : 1);
  return text + furtherAway(leftOut, 'allies');
}

export function enemyText({ enemies, me }: WorldSnapshot, depth: Depth, terrain: Terrain): string {
  if (enemies.length === 0) return 'enemies none';
  const { entries, leftOut } = nearest(byId(enemies), position, me.pos, depth.enemies);
  let text = '';
  for (let index = 0; index < entries.length; index += 1) text += enemyLine(entries[index] as Enemy, index === 0 ? 0 : 1, me.pos, depth, terrain);
  return text + furtherAway(leftOut, 'enemies');
}

export function meText({ me }: WorldSnapshot): string {
  const { hp, ammo, morale, stamina, inventory, abilities } = me;
  let text = meFacts(me.pos.x, me.pos.y, ammo, moraleSteps(morale), hp ?? -1);
  if (stamina !== undefined) text += ` stamina ${staminaPercent(stamina) / 100}`;
  text += cooldownText(me);
  if (inventory !== undefined) text += `\ninventory ${amountText(inventory)}`;
  return abilities === undefined ? text : `${text}\nabilities ${amountText(abilities)}`;
}

/** With -1 hit points when they are not known. */
const meFacts = keptTexts((x, y, ammo, morale, hp) => `me${cellAfterBlank(x, y)}${hp < 0 ? '' : hpText(hp)} ammo ${ammo} morale ${morale / 20}`);

function cooldownText({ cooldowns }: Me): string {
  let text = '';
  for (const { name, amount } of amountsInOrder(cooldowns, cooldownSteps)) text += cooldownFact(amount, text === '' ? 0 : 1, 0, 0, 0, name);
  return text;
}

const cooldownFact = keptTexts((steps, before, _, __, ___, name) => `${before === 0 ? '\ncooldowns ' : ', '}${name} ${(steps * cooldownStepMs) / 1000}s`);

function amountText(amounts: Readonly<Record<string, number>>): string {
  let text = '';
  for (const { name, amount } of amountsInOrder(amounts)) text += `${text === '' ? '"' : ', "'}${quotable(name, 64)}${countText(amount)}`;
  return text === '' ? 'none' : text;
}

const countText = keptTexts((count) => `" ${count}`);

function poiLine({ k, pos, id }: PointOfInterest, breaks: number): string {
  return poiFacts(pos.x, pos.y, id ?? 0, id === undefined ? 0 : 1, breaks, k);
}

const poiFacts = keptTexts((x, y, id, hasId, breaks, k) => `${lineBreaks(breaks)}poi "${quotable(k, 64)}"${hasId === 1 ? ` id ${id}` : ''}${cellAfterBlank(x, y)}`);

function allyLine({ id, pos, hp }: Ally, breaks: number): string {
  return allyFacts(pos.x, pos.y, id, hp, breaks);
}

const allyFacts = keptTexts((x, y, id, hp, breaks) => `${lineBreaks(breaks)}ally ${id}${cellAfterBlank(x, y)}${hpText(hp)}${hp === 0 ? ' down' : ''}`);

/**
 * Distance and sight are spelled out, because small models reckon badly and most refused steps are about them. A distance is
 * rounded up, so that what reads as within reach is.
 */
function enemyLine({ id, pos, hp, cover, lastSeenSeconds }: Enemy, breaks: number, from: Cell, depth: Depth, terrain: Terrain): string {
  const { x, y } = pos;
  if (hp === 0) return enemyFacts(x, y, id, 0, breaks);
  const squared = squaredDistance(pos, from);
  const isInSight = squared <= reach.sight * reach.sight && terrain.isClearBetween(from, pos);
  const shield = depth.showsSurroundings ? coverPlace(cover) : 0;
  const seen = (shield * 2 + (isInSight ? 1 : 0)) * lastSeenBands.length + lastSeenPlace(lastSeenSeconds);
  return enemyFacts(x, y, id, hp, (Math.ceil(Math.sqrt(squared)) * 64 + seen) * 2 + breaks);
}

/** `packed` holds whether a line came before; then cover, sight and band in less than 64; then the distance. */
const enemyFacts = keptTexts((x, y, id, hp, packed) => {
  const text = `${enemyName(id, packed % 2)}${cellAfterBlank(x, y)}${hpText(hp)}`;
  return hp === 0 ? `${text} dead` : text + enemyRest(Math.floor(packed / 128), (packed >> 1) % 64);
});

const enemyName = keptTexts((id, breaks) => `${lineBreaks(breaks)}enemy ${id}`);

const hpText = keptTexts((hp) => ` hp ${hp}`);

const enemyRest = keptTexts((distance, seen) => {
  const band = lastSeenBands[seen % lastSeenBands.length];
  const coverAndSight = Math.floor(seen / lastSeenBands.length);
  const cover = coverKinds[coverAndSight >> 1];
  return ` distance ${distance}${coverAndSight % 2 === 1 ? '' : ' not in sight'}${cover === 'none' ? '' : ` cover ${cover}`}${band === 0 ? '' : ` seen ${band}s+ ago`}`;
});

function lineBreaks(count: number): string {
  return '\n'.repeat(count);
}

function furtherAway(leftOut: number, name: string): string {
  return leftOut === 0 ? '' : `\nand ${leftOut} more ${name} further away`;
}

function itself(cell: Cell): Cell {
  return cell;
}

function position({ pos }: { readonly pos: Cell }): Cell {
  return pos;
}
