import type { Ending } from '../game/game.ts';
import type { ArenaRun, BegunStep } from '../planning/arena-run.ts';
import type { Mode } from '../planning/mode.ts';
import type { PlannerFigures } from '../planning/planner-watch.ts';

/** A whole run as data; the same run gives the same data. */
export interface RunReport {
  readonly seed: number;
  readonly mode: Mode;
  readonly model: string;
  /** False when a real server and the machine's clock had a part in it. */
  readonly isDeterministic: boolean;
  readonly ticks: number;
  readonly ending: Ending | 'unfinished';
  readonly objectiveReached: boolean;
  readonly damageTaken: number;
  readonly foesDown: number;
  readonly captain: { readonly x: number; readonly y: number; readonly hp: number };
  readonly companions: readonly { readonly name: string; readonly x: number; readonly y: number; readonly hp: number; readonly ammo: number }[];
  readonly planner: PlannerFigures;
  /** Every step that was begun. */
  readonly steps: readonly BegunStep[];
}

/** What there is to say of a run that is over. */
export function reportRun(run: ArenaRun, { model, isDeterministic }: Pick<RunReport, 'model' | 'isDeterministic'>): RunReport {
  const { mode, game, record } = run;
  const { seed, tick, ending = 'unfinished', damageTaken, captain, companions, foes } = game;
  return {
    seed,
    mode,
    model,
    isDeterministic,
    ticks: tick,
    ending,
    objectiveReached: ending === 'reached',
    damageTaken,
    foesDown: foes.filter(({ hp }) => hp === 0).length,
    captain: { ...captain.pos, hp: captain.hp },
    companions: companions.map(({ name, pos, hp, ammo }) => ({ name, ...pos, hp, ammo })),
    planner: run.figures(),
    steps: record,
  };
}
