import type { PlanSource, PlanStep } from '@planweave/core-types';
import type { Game } from '../game/game.ts';
import type { PlannerFigures } from '../planning/planner-watch.ts';
import type { Mode } from '../planning/mode.ts';

/** Everything that a frame shows. */
export interface ViewState {
  readonly mode: Mode;
  readonly modelName: string;
  readonly game: Game;
  /** What each companion is told to do, by his id, and who thought of it. */
  readonly orders: ReadonlyMap<number, { readonly step: PlanStep; readonly source: PlanSource }>;
  readonly queue: { readonly running: number; readonly queued: number };
  readonly figures: PlannerFigures;
  /** The last few things that happened, oldest first. */
  readonly news: readonly string[];
  /** Nothing happens any more. */
  readonly isOver: boolean;
  readonly isPaused: boolean;
  /** How many times as fast as life. */
  readonly speed: number;
}
