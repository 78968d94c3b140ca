import type { ArenaRun } from '../planning/arena-run.ts';
import { clockText } from '../view/draw-frame.ts';
import { stepText } from '../view/draw-squad.ts';

/** What one tick brought, a line each, for output that is no terminal. */
export function renderTick({ game, record }: ArenaRun, stepsBefore: number): string {
  const time = clockText(game.tick);
  const steps = record.slice(stepsBefore).map(({ agent, step, source }) => `${time}  ${agent}: ${stepText(step)} [${source}]\n`);
  return [...steps, ...game.news.map((sentence) => `${time}  ${sentence}\n`)].join('');
}
