import { distance } from '../battlefield/distance.ts';
import { isUp, ticksPerSecond } from '../game/game.ts';
import { drawMap } from './draw-map.ts';
import { drawPanel } from './draw-panel.ts';
import { drawSquad } from './draw-squad.ts';
import { fit, span, type Line } from './span.ts';
import type { ViewState } from './view-state.ts';

/** The size of a frame: that of the smallest terminal that people use. */
export const frameColumns = 80;
export const frameRows = 24;

/** A state as 24 lines of 80 columns: what the game looks like, who does what, who thought of it, and how the model keeps up. */
export function drawFrame(state: ViewState): readonly Line[] {
  const map = drawMap(state.game);
  const panel = drawPanel(state);
  const lines = [title(state), ...map.map((line, row) => [...line, span(' '), ...(panel[row] ?? [])]), ...drawSquad(state), newsLine(state), keys(state)];
  return Array.from({ length: frameRows }, (_, row) => fit(lines[row] ?? [], frameColumns));
}

function title(state: ViewState): Line {
  const { game, mode, isPaused, speed } = state;
  const pace = isPaused ? span('paused', 'poor') : span(`${speed}x`, 'faint');
  return [span('PLANWEAVE ARENA', 'strong'), span(`  seed ${game.seed}  ${mode}  `), span(`${clockText(game.tick)}  tick ${game.tick}  `, 'faint'), pace, ...objectiveSpans(state)];
}

/** Minutes and seconds of the game. */
export function clockText(tick: number): string {
  const seconds = Math.floor(tick / ticksPerSecond);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function objectiveSpans({ game, isOver }: ViewState): Line {
  const { ending, captain, field } = game;
  if (ending === 'reached') return [span('  the captain is at the exit', 'good')];
  if (ending === 'lost') return [span('  the captain is lost', 'bad')];
  if (!isUp(captain)) return [span('  the captain is down', 'bad')];
  if (isOver) return [span('  time is up', 'bad')];
  return [span(`  exit in ${Math.round(distance(captain.pos, field.exit))} cells`)];
}

function newsLine({ news }: ViewState): Line {
  return [span('▪ ', 'faint'), span(news.join(' '))];
}

function keys({ isOver }: ViewState): Line {
  return [span(!isOver ? 'space pause   + faster   - slower   q quit' : 'q quit', 'faint')];
}
