import type { Cell } from '@planweave/tactical-domain';
import { isUp, ticksPerSecond, type Game, type Sighting } from './game.ts';

/** How far everybody sees, in cells. */
export const sightCells = 13;
const forgottenAfterTicks = 15 * ticksPerSecond;

/** What our side knows now: foes in somebody's sight, and for a while those seen before where nobody has looked since. */
export function look(game: Game): Game {
  const seen = game.foes.filter((foe) => isUp(foe) && isWatched(game, foe.pos)).map(({ id, pos, hp }): Sighting => ({ id, pos, hp, seenAt: game.tick }));
  const isRemembered = ({ id, pos, seenAt }: Sighting) =>
    game.tick - seenAt < forgottenAfterTicks && !seen.some((each) => each.id === id) && !isWatched(game, pos) && game.foes.some((foe) => foe.id === id && isUp(foe));
  const sightings = [...seen, ...game.sightings.filter(isRemembered)].toSorted((a, b) => a.id - b.id);
  const found = seen.filter(({ id }) => !game.sightings.some((each) => each.id === id));
  return found.length === 0 ? { ...game, sightings } : { ...game, sightings, news: [...game.news, `Contact: ${found.map(({ id }) => `foe ${id}`).join(', ')}.`] };
}

/** What somebody finds who looks around with care, further than usual. */
export function scan(game: Game, from: Cell, cells: number): Game {
  const found = game.foes.filter((foe) => isUp(foe) && game.surveyor.sees(from, foe.pos, Math.min(30, Math.ceil(cells))));
  const others = game.sightings.filter(({ id }) => !found.some((foe) => foe.id === id));
  const sightings = [...others, ...found.map(({ id, pos, hp }) => ({ id, pos, hp, seenAt: game.tick }))];
  return { ...game, sightings: sightings.toSorted((a, b) => a.id - b.id) };
}

function isWatched({ surveyor, companions, captain }: Game, cell: Cell): boolean {
  return [captain, ...companions].some((each) => isUp(each) && surveyor.sees(each.pos, cell, sightCells));
}
