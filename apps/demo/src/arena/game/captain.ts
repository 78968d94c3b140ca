import { distance, isSameCell } from '../battlefield/distance.ts';
import { isUp, ticksPerSecond, type Game } from './game.ts';

const ticksPerCell = 2;
const dangerCells = 12;
const freshTicks = 2 * ticksPerSecond;

/** The captain goes on to the exit unless a foe was seen near him of late, or all companions who are up are behind him. */
export function moveCaptain(game: Game): Game {
  const { captain, field, surveyor, tick } = game;
  const way = surveyor.wayBetween(captain.pos, field.exit);
  const [next] = way;
  if (next === undefined || !isUp(captain) || tick % ticksPerCell !== 0 || isDanger(game) || isAhead(game, way.length)) return game;
  return { ...game, captain: { ...captain, pos: next } };
}

function isDanger({ captain, sightings, tick }: Game): boolean {
  return sightings.some(({ pos, seenAt }) => tick - seenAt <= freshTicks && distance(pos, captain.pos) <= dangerCells);
}

function isAhead({ companions, field, surveyor, captain }: Game, cellsToGo: number): boolean {
  const others = companions.filter(isUp);
  return others.length > 0 && others.every(({ pos }) => !isSameCell(pos, captain.pos) && surveyor.wayBetween(pos, field.exit).length > cellsToGo);
}
