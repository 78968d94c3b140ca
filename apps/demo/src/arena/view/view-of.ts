import type { ArenaRun } from '../planning/arena-run.ts';
import type { ViewState } from './view-state.ts';

/** A run as it is to be shown now. */
export function viewOf(run: ArenaRun, shown: Pick<ViewState, 'modelName' | 'isOver' | 'isPaused' | 'speed'>): ViewState {
  const { mode, game, orders, lastNews } = run;
  return { ...shown, mode, game, orders, news: lastNews, queue: run.queue(), figures: run.figures() };
}
