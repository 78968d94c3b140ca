import { seededRandom, type Random } from '@planweave/core-types';
import type { Cell } from '@planweave/tactical-domain';
import { createBattlefield, type Battlefield } from '../battlefield/battlefield.ts';
import { distance } from '../battlefield/distance.ts';
import { createSurveyor } from '../battlefield/surveyor.ts';
import type { Companion, Foe, Game } from './game.ts';
import { look } from './look.ts';

/** The companions, in the order of their ids from 1. */
export const names = ['Ada', 'Bao', 'Cem', 'Dia'] as const;

const bands = 3;
const foesInBand = 3;
const foeHp = 80;
const firstFoeId = 101;
/** Nobody begins under fire. */
const safeCells = 16;

/** The game of a seed as it begins: the squad in the west, the foes in bands between it and the exit in the east. */
export function newGame(seed: number): Game {
  const random = seededRandom(seed).fork('arena');
  const field = createBattlefield(random.fork('battlefield'));
  const surveyor = createSurveyor(field);
  const around = field.open.toSorted((a, b) => distance(a, field.start) - distance(b, field.start));
  return look({
    seed,
    field,
    surveyor,
    tick: 0,
    captain: { pos: field.start, hp: 100 },
    companions: names.map((name, index) => companion(name, index + 1, around[index + 1] ?? field.start)),
    foes: placeFoes(field, random.fork('foes')),
    sightings: [],
    supplies: placeSupplies(field, random.fork('supplies')),
    smokes: [],
    shots: [],
    damageTaken: 0,
    news: [],
  });
}

function companion(name: string, id: number, pos: Cell): Companion {
  const inventory = { ammo: 60, grenade: 1, smoke_grenade: 1, medkit: 1 };
  return { id, name, pos, hp: 100, effects: {}, ammo: 30, morale: 1, inventory, cooldowns: {} };
}

/** Bands of three, one behind the other, far enough away. */
function placeFoes({ open, start }: Battlefield, random: Random): readonly Foe[] {
  const far = open.filter((cell) => distance(cell, start) >= safeCells).toSorted((a, b) => a.x - b.x);
  return Array.from({ length: bands }, (_, band) => {
    const stretch = far.slice((band * far.length) / bands, ((band + 1) * far.length) / bands);
    const centre = pick(stretch, random);
    const around = far.filter((cell) => distance(cell, centre) <= 3);
    return Array.from({ length: foesInBand }, (__, index) => ({ id: firstFoeId + band * foesInBand + index, pos: pick(around, random), hp: foeHp, effects: {}, readyAt: 0, way: [] }));
  }).flat();
}

function placeSupplies({ open, start }: Battlefield, random: Random) {
  const away = open.filter((cell) => distance(cell, start) >= 8);
  return ['health_pack', 'ammo_cache', 'health_pack'].map((k, index) => ({ k, id: 201 + index, pos: pick(away, random) }));
}

function pick(cells: readonly Cell[], random: Random): Cell {
  const cell = cells[Math.floor(random.next() * cells.length)];
  if (cell === undefined) throw new RangeError('A battlefield has no room for everybody');
  return cell;
}
