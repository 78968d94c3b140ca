import { seededRandom } from '@planweave/core-types';
import type { Cell } from '@planweave/tactical-domain';
import { distance } from '../battlefield/distance.ts';
import { has, isUp, ticksPerSecond, type Foe, type Game } from './game.ts';

const sightCells = 11;
const pauseTicks = 1.5 * ticksPerSecond;
const hitDamage = 7;
const ticksPerCell = 2;
const wanderCells = 6;
const moralePerHit = 0.05;

/** What keeps a foe from shooting, and what makes one of ours hard to hit. */
const hindrances = ['suppressed', 'stunned', 'distracted'];
const shelter = 'in-cover';

/** Somebody a foe can shoot at: one of the companions, or the captain under the id 0. */
interface Target {
  readonly id: number;
  readonly pos: Cell;
  readonly isSheltered: boolean;
}

/** Every foe does what it does: shoot at the nearest of ours in sight, go where shots come from, wander. */
export function moveFoes(game: Game): Game {
  return game.foes.reduce((now, foe) => (isUp(foe) ? moveFoe(now, foe) : now), game);
}

function moveFoe(game: Game, foe: Foe): Game {
  const target = nearestTarget(game, foe);
  if (target !== undefined) {
    const isReady = game.tick >= foe.readyAt && !hindrances.some((name) => has(foe, name, game.tick));
    return isReady ? shoot(game, foe, target) : game;
  }
  const way = foe.way.length > 0 ? foe.way : newWay(game, foe);
  const [next, ...rest] = way;
  if (next === undefined || game.tick % ticksPerCell !== foe.id % ticksPerCell) return withFoe(game, { ...foe, way });
  return withFoe(game, { ...foe, pos: next, way: rest });
}

function nearestTarget({ captain, companions, surveyor, smokes, tick }: Game, foe: Foe): Target | undefined {
  const all: Target[] = companions.filter(isUp).map((each) => ({ id: each.id, pos: each.pos, isSheltered: has(each, shelter, tick) }));
  if (isUp(captain)) all.push({ id: 0, pos: captain.pos, isSheltered: false });
  // our side knows where its own smoke ends, and shoots through it; the snapshot has no field for it
  const isHidden = (cell: Cell) => smokes.some(({ centre, untilTick }) => untilTick > tick && (distance(centre, cell) <= 2 || distance(centre, foe.pos) <= 2));
  const seen = all.filter(({ pos }) => surveyor.sees(foe.pos, pos, sightCells) && !isHidden(pos));
  return seen.toSorted((a, b) => distance(a.pos, foe.pos) - distance(b.pos, foe.pos))[0];
}

function shoot(game: Game, foe: Foe, target: Target): Game {
  const chance = (0.7 - 0.03 * distance(foe.pos, target.pos)) * (target.isSheltered ? 0.5 : 1);
  const isHit = chanceOf(game, foe, 'shot') < chance;
  const shots = [...game.shots, { from: foe.pos, to: target.pos }];
  const after = withFoe({ ...game, shots }, { ...foe, readyAt: game.tick + pauseTicks, way: [] });
  return isHit ? hit(after, target.id) : after;
}

function hit(game: Game, targetId: number): Game {
  const { captain, companions, tick } = game;
  if (targetId === 0) {
    const hp = Math.max(0, captain.hp - hitDamage);
    const news = hp > 0 ? game.news : [...game.news, 'The captain is down!'];
    return { ...game, news, damageTaken: game.damageTaken + captain.hp - hp, captain: { ...captain, hp, ...(hp === 0 && { downSince: tick }) } };
  }
  const companion = companions.find(({ id }) => id === targetId);
  if (companion === undefined) return game;
  const hp = Math.max(0, companion.hp - hitDamage);
  const hurt = { ...companion, hp, morale: Math.max(0, companion.morale - moralePerHit) };
  return {
    ...game,
    news: hp > 0 ? game.news : [...game.news, `${companion.name} is down!`],
    damageTaken: game.damageTaken + companion.hp - hp,
    companions: companions.map((each) => (each.id === targetId ? hurt : each)),
  };
}

/** Towards shots within earshot; otherwise now and then to some place near by. */
function newWay(game: Game, foe: Foe): readonly Cell[] {
  const { field, surveyor, shots } = game;
  const heard = shots.find(({ from }) => distance(from, foe.pos) <= 2 * sightCells);
  if (heard !== undefined) return surveyor.wayBetween(foe.pos, heard.from);
  if (chanceOf(game, foe, 'wander') > 0.05) return [];
  const near = field.open.filter((cell) => distance(cell, foe.pos) <= wanderCells);
  const place = near[Math.floor(chanceOf(game, foe, 'place') * near.length)];
  return place === undefined ? [] : surveyor.wayBetween(foe.pos, place);
}

/** Chance that depends on nothing but the seed, the tick and the foe, so that a game has no generator to carry along. */
function chanceOf({ seed, tick }: Game, { id }: Foe, purpose: string): number {
  return seededRandom(`${seed}/${tick}/${id}/${purpose}`).next();
}

function withFoe(game: Game, foe: Foe): Game {
  return { ...game, foes: game.foes.map((each) => (each.id === foe.id ? foe : each)) };
}
