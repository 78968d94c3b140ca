import type { Cell } from '@planweave/tactical-domain';
import { distance, isSameCell } from '../battlefield/distance.ts';
import { isUp, type Game } from '../game/game.ts';
import { span, type Ink, type Line } from './span.ts';

/** The battlefield, one line a row. Of foes, only what the squad knows. */
export function drawMap(game: Game): readonly Line[] {
  const { field } = game;
  return Array.from({ length: field.height }, (_, y) => joined(Array.from({ length: field.width }, (__, x) => glyph(game, x, y))));
}

type Glyph = readonly [character: string, ink: Ink];

function glyph(game: Game, x: number, y: number): Glyph {
  const cell = { x, y };
  const { field, captain, companions, foes, sightings, supplies, smokes, shots, tick } = game;
  const here = companions.filter(({ pos }) => isSameCell(pos, cell));
  const [companion] = here;
  if (isSameCell(captain.pos, cell)) return ['@', isUp(captain) ? 'captain' : 'bad'];
  if (here.length > 1) return ['&', 'ours'];
  if (companion !== undefined) return isUp(companion) ? [String(companion.id), 'ours'] : ['x', 'bad'];
  const sighting = sightings.find(({ pos }) => isSameCell(pos, cell));
  if (sighting !== undefined) return sighting.seenAt === tick ? ['F', 'foe'] : ['?', 'foe'];
  if (isSameCell(field.exit, cell)) return ['>', 'goal'];
  const supply = supplies.find(({ pos }) => isSameCell(pos, cell));
  if (supply !== undefined) return [supply.k === 'ammo_cache' ? '"' : '+', 'good'];
  if (!field.isOpen(x, y)) return x === 0 || y === 0 || x === field.width - 1 || y === field.height - 1 ? ['·', 'faint'] : ['#', 'rock'];
  if (smokes.some(({ centre, untilTick }) => untilTick > tick && distance(centre, cell) <= 2)) return ['%', 'faint'];
  if (shots.some(({ from, to }) => isBetween(from, to, cell))) return ['*', 'shot'];
  if (foes.some((foe) => !isUp(foe) && isSameCell(foe.pos, cell))) return ['x', 'faint'];
  return [' ', 'plain'];
}

/** Three tracers along the line of a shot. */
function isBetween(from: Cell, to: Cell, cell: Cell): boolean {
  const length = distance(from, to);
  return [0.25, 0.5, 0.75].some((share) => length > 2 && isSameCell(cell, { x: Math.round(from.x + (to.x - from.x) * share), y: Math.round(from.y + (to.y - from.y) * share) }));
}

/** Neighbours in one ink are one piece of text. */
function joined(glyphs: readonly Glyph[]): Line {
  const line: { text: string; ink: Ink }[] = [];
  for (const [character, ink] of glyphs) {
    const last = line.at(-1);
    if (last?.ink === ink) last.text += character;
    else line.push({ ...span(character, ink) });
  }
  return line;
}
