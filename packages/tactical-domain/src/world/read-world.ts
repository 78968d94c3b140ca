import { shortValue, type ToolRegistry } from '@planweave/core-types';
import { longestSide } from '../grid/search-area.ts';
import type { Findings } from './findings.ts';
import { coverKinds, farthestCell, stances, type Ally, type Bounds, type Cell, type Enemy, type Me, type Player, type PointOfInterest, type WorldSnapshot } from './world-snapshot.ts';

const largestCount = 1_000_000;
const largestId = 4_294_967_295;
const longestText = 500;
const longestName = 64;
/** A day. */
export const longestWait = 86_400;
const mostAmounts = 64;

const none: readonly string[] = Object.freeze([]);
const noWaits: Readonly<Record<string, number>> = Object.freeze({});

type Fields = Readonly<Record<string, unknown>>;
type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/**
 * The form of a world from outside, and a copy of what was read. Every number, text and list has a bound, because worlds
 * may come from strangers. Fields that are not read are not copied: games know more about their world than a planner
 * needs. A few that a simple game has no notion of have a default: stance, orders, cool-downs, morale, cover.
 *
 * Written out by hand, because it is on the way of every request: zod takes more than ten times as long.
 */
export function readWorld(input: unknown, registry: ToolRegistry, findings: Findings): WorldSnapshot {
  const { t, player, me, enemies, pois, obstacles, objective, allies, bounds } = findings.object(input, '$', -1, '');
  if (!Number.isFinite(t)) findings.expected('a number', t, '$.t', -1, '');
  const world: Writable<WorldSnapshot> = {
    t: t as number,
    player: readPlayer(findings.object(player, '$.player', -1, ''), findings),
    me: readMe(findings.object(me, '$.me', -1, ''), registry, findings),
    enemies: Object.freeze(findings.list(enemies, 256, '$.enemies', '').map((enemy, index) => readEnemy(enemy, index, findings))),
    pois: Object.freeze(findings.list(pois, 256, '$.pois', '').map((point, index) => readPoint(point, index, findings))),
    obstacles: Object.freeze(findings.list(obstacles, 4096, '$.obstacles', '').map((cell, index) => readCell(cell, '$.obstacles', index, '', findings))),
  };
  if (objective !== undefined) world.objective = findings.text(objective, longestText, '$.objective', -1, '');
  if (allies !== undefined) world.allies = Object.freeze(findings.list(allies, 64, '$.allies', '').map((ally, index) => readAlly(ally, index, findings)));
  if (bounds !== undefined) world.bounds = readBounds(findings.object(bounds, '$.bounds', -1, ''), findings);
  return Object.freeze(world);
}

function readPlayer({ hp, pos, stance, orders }: Fields, findings: Findings): Player {
  return Object.freeze({
    hp: findings.whole(hp, 0, largestCount, '$.player', -1, '.hp'),
    pos: readCell(pos, '$.player', -1, '.pos', findings),
    stance: stance === undefined ? 'stand' : findings.oneOf(stance, stances, '$.player', -1, '.stance'),
    orders: orders === undefined ? none : Object.freeze(findings.list(orders, 16, '$.player', '.orders').map((order, index) => findings.text(order, longestText, '$.player.orders', index, ''))),
  });
}

function readMe({ pos, ammo, cooldowns, morale, hp, stamina, inventory, abilities }: Fields, registry: ToolRegistry, findings: Findings): Me {
  const me: Writable<Me> = {
    pos: readCell(pos, '$.me', -1, '.pos', findings),
    ammo: findings.whole(ammo, 0, largestCount, '$.me', -1, '.ammo'),
    cooldowns: cooldowns === undefined ? noWaits : readCooldowns(cooldowns, registry, findings),
    morale: morale === undefined ? 1 : findings.number(morale, 1, '$.me', -1, '.morale'),
  };
  if (hp !== undefined) me.hp = findings.whole(hp, 0, largestCount, '$.me', -1, '.hp');
  if (stamina !== undefined) me.stamina = findings.number(stamina, 1, '$.me', -1, '.stamina');
  if (inventory !== undefined) me.inventory = readCounts(inventory, '$.me.inventory', findings);
  if (abilities !== undefined) me.abilities = readCounts(abilities, '$.me.abilities', findings);
  return Object.freeze(me);
}

function readEnemy(value: unknown, index: number, findings: Findings): Enemy {
  const { id, pos, hp, cover, lastSeenSeconds, last_seen } = findings.object(value, '$.enemies', index, '');
  const isOther = lastSeenSeconds === undefined && last_seen !== undefined;
  if (isOther) findings.add('$.enemies', index, '.lastSeenSeconds', 'expected a number, but found last_seen: a snapshot of AstraWeave is read by fromAstraWeave');
  return Object.freeze({
    id: readId(id, '$.enemies', index, findings),
    pos: readCell(pos, '$.enemies', index, '.pos', findings),
    hp: findings.whole(hp, 0, largestCount, '$.enemies', index, '.hp'),
    cover: cover === undefined ? 'none' : findings.oneOf(cover, coverKinds, '$.enemies', index, '.cover'),
    lastSeenSeconds: isOther ? 0 : findings.number(lastSeenSeconds, longestWait, '$.enemies', index, '.lastSeenSeconds'),
  });
}

function readAlly(value: unknown, index: number, findings: Findings): Ally {
  const { id, pos, hp } = findings.object(value, '$.allies', index, '');
  return Object.freeze({
    id: readId(id, '$.allies', index, findings),
    pos: readCell(pos, '$.allies', index, '.pos', findings),
    hp: findings.whole(hp, 0, largestCount, '$.allies', index, '.hp'),
  });
}

function readPoint(value: unknown, index: number, findings: Findings): PointOfInterest {
  const { k, pos, id } = findings.object(value, '$.pois', index, '');
  const point: Writable<PointOfInterest> = {
    k: findings.text(k, longestName, '$.pois', index, '.k'),
    pos: readCell(pos, '$.pois', index, '.pos', findings),
  };
  if (k === '') findings.expected('a name', k, '$.pois', index, '.k');
  if (id !== undefined) point.id = readId(id, '$.pois', index, findings);
  return Object.freeze(point);
}

function readId(value: unknown, base: string, index: number, findings: Findings): number {
  return findings.whole(value, 1, largestId, base, index, '.id');
}

function readCell(value: unknown, base: string, index: number, rest: string, findings: Findings): Cell {
  const { x, y } = findings.object(value, base, index, rest);
  if (isCoordinate(x) && isCoordinate(y)) return Object.freeze({ x: x + 0, y: y + 0 });
  return Object.freeze({
    x: findings.whole(x, -farthestCell, farthestCell, base, index, `${rest}.x`),
    y: findings.whole(y, -farthestCell, farthestCell, base, index, `${rest}.y`),
  });
}

function isCoordinate(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= farthestCell;
}

function readBounds(fields: Fields, findings: Findings): Bounds {
  const side = (name: string) => findings.whole(fields[name], -farthestCell, farthestCell, '$.bounds', -1, `.${name}`);
  const bounds = { minX: side('minX'), minY: side('minY'), maxX: side('maxX'), maxY: side('maxY') };
  const [width, height] = [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY];
  if (width < 0 || height < 0) findings.add('$.bounds', -1, '', 'expected minX <= maxX and minY <= maxY');
  if (width >= longestSide || height >= longestSide) {
    findings.add('$.bounds', -1, '', `expected at most ${longestSide} cells on each side; give the part of the world around the agent`);
  }
  return Object.freeze(bounds);
}

/** Names that the registry knows become canonical; of several names for one tool, the longest wait counts. */
function readCooldowns(value: unknown, registry: ToolRegistry, findings: Findings): Record<string, number> {
  const base = '$.me.cooldowns';
  const given = amountsOf(value, base, findings);
  const cooldowns: Record<string, number> = {};
  for (const name of Object.keys(given)) {
    const seconds = given[name];
    const tool = registry.get(name);
    if (tool === undefined) {
      findings.add(base, -1, keyPath(name), 'expected the name of a tool, as in "ThrowSmoke", but no tool is called that');
    } else if (!isAmount(seconds, longestWait)) {
      findings.number(seconds, longestWait, base, -1, keyPath(name));
    } else if (tool.cooldownSeconds === 0 && seconds > 0) {
      findings.add(base, -1, keyPath(name), `expected a tool that cools down, but ${tool.name} is always ready`);
    } else {
      cooldowns[tool.name] = Math.max(seconds, cooldowns[tool.name] ?? 0);
    }
  }
  return Object.freeze(cooldowns);
}

function readCounts(value: unknown, base: string, findings: Findings): Record<string, number> {
  const given = amountsOf(value, base, findings);
  const counts: Record<string, number> = {};
  for (const name of Object.keys(given)) {
    const count = given[name];
    if (name === '' || name.length > longestName || name === '__proto__') {
      findings.add(base, -1, keyPath(name), `expected a name of 1 to ${longestName} characters (and not __proto__)`);
    } else if (isAmount(count, largestCount) && Number.isSafeInteger(count)) {
      counts[name] = count;
    } else {
      findings.whole(count, 0, largestCount, base, -1, keyPath(name));
    }
  }
  return Object.freeze(counts);
}

function amountsOf(value: unknown, base: string, findings: Findings): Fields {
  const given = findings.object(value, base, -1, '');
  const { length } = Object.keys(given);
  if (length <= mostAmounts) return given;
  findings.add(base, -1, '', `expected at most ${mostAmounts} entries, but found ${length}`);
  return {};
}

function isAmount(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

/** A key as part of a path: `.medkit`, or quoted and shortened when it is no plain word. */
export function keyPath(name: string): string {
  return /^[A-Za-z_]\w{0,63}$/.test(name) ? `.${name}` : `[${shortValue(name)}]`;
}
