import type { PlanStep } from '@planweave/core-types';
import { has, isUp, type Companion } from '../game/game.ts';
import { span, type Ink, type Line, type Span } from './span.ts';
import type { ViewState } from './view-state.ts';

const barCells = 5;

/** A heading, the captain, and one line for each companion: health, rounds, who made his plan, his step. */
export function drawSquad({ game, orders }: ViewState): readonly Line[] {
  const { captain, companions, tick } = game;
  return [
    [span('  NAME     HEALTH     AMMO  PLAN      STEP', 'strong')],
    [span('@', 'captain'), span(' captain  '), ...health(captain.hp), span('           '), span(isUp(captain) ? '' : 'down, needs a hand', 'bad')],
    ...companions.map((companion) => companionLine(companion, orders.get(companion.id), tick)),
  ];
}

function companionLine(companion: Companion, order: { readonly step: PlanStep; readonly source: 'llm' | 'cache' | 'fallback' } | undefined, tick: number): Line {
  const { id, name, hp, ammo } = companion;
  const start = [span(String(id), 'ours'), span(` ${name.padEnd(9)}`), ...health(hp), span(String(ammo).padStart(6)), span('  ')];
  if (!isUp(companion)) return [...start, span('down, needs a hand', 'bad')];
  if (order === undefined) return start;
  const cover = has(companion, 'in-cover', tick) ? [span(' in cover', 'faint')] : [];
  return [...start, span(`[${order.source}]`.padEnd(11), order.source), span(stepText(order.step)), ...cover];
}

/** `AimedShot 104`, `MoveTo 53,11`: the step as short as it can be told. */
export function stepText({ act, ...args }: PlanStep): string {
  const { x, y, ...rest } = args;
  const place = typeof x === 'number' && typeof y === 'number' ? [`${x},${y}`] : [];
  const others = Object.entries(rest).map(([name, value]) => (name.endsWith('_id') || name === 'speed' ? String(value) : `${name} ${shortValue(value)}`));
  return [act, ...place, ...others].join(' ');
}

function shortValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? `${value.length}` : Object.values(value).join(',');
}

function health(hp: number): readonly Span[] {
  const full = Math.ceil((Math.min(100, hp) / 100) * barCells);
  const ink: Ink = hp > 60 ? 'good' : hp > 30 ? 'poor' : 'bad';
  return [span('■'.repeat(full), ink), span('□'.repeat(barCells - full), 'faint'), span(String(hp).padStart(4))];
}
