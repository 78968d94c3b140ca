import type { Clock, LanguageModel, PlanSource, PlanStep } from '@planweave/core-types';
import type { Agent, AgentTick } from '@planweave/planner-facade';
import { advance } from '../game/advance.ts';
import { beginStep } from '../game/begin-step.ts';
import { isUp, type Companion, type Game } from '../game/game.ts';
import { newGame } from '../game/new-game.ts';
import { snapshotFor } from '../game/snapshot.ts';
import { arenaPlanner, budgetMs, type ArenaPlanner } from './arena-planner.ts';
import type { Mode } from './mode.ts';

/** A step that an agent began: one line of the run's record. */
export interface BegunStep {
  readonly tick: number;
  readonly agent: string;
  readonly step: PlanStep;
  readonly source: PlanSource;
}

/** A game whose companions are moved by agents. */
export interface ArenaRun extends Pick<ArenaPlanner, 'figures' | 'queue'> {
  readonly mode: Mode;
  readonly game: Game;
  /** What each companion is told to do, by his id; nothing before his first tick. */
  readonly orders: ReadonlyMap<number, AgentTick>;
  /** The last two things that happened, oldest first. */
  readonly lastNews: readonly string[];
  /** Every step that was begun, in order. */
  readonly record: readonly BegunStep[];
  /** One tick of the game; the clock is the caller's to move. Nothing happens once the game has ended. */
  tick(): void;
  dispose(): void;
}

/** What {@link startRun} needs. */
export interface ArenaRunOptions {
  readonly seed: number;
  readonly mode: Mode;
  /** Who writes plans; not used in heuristic mode. */
  readonly model: LanguageModel | undefined;
  readonly clock: Clock;
}

/** A new game, and an agent for every companion. */
export function startRun({ seed, mode, model, clock }: ArenaRunOptions): ArenaRun {
  const { planner, figures, queue } = arenaPlanner(mode, model, clock, seed);
  let game = newGame(seed);
  const agents = new Map<number, Agent>(game.companions.map(({ id, name }) => [id, planner.agent(name, { budgetMs })]));
  const orders = new Map<number, AgentTick>();
  const record: BegunStep[] = [];
  let lastNews: readonly string[] = [];

  const order = ({ id, name }: Companion) => {
    const agent = agents.get(id);
    const companion = game.companions.find((each) => each.id === id);
    if (agent === undefined || companion === undefined || !isUp(companion)) return;
    const told = agent.tick(snapshotFor(game, companion));
    orders.set(id, told);
    if (!told.isNew && companion.task !== undefined) return;
    const { game: next, problem } = beginStep(game, companion, told.step);
    game = next;
    record.push({ tick: game.tick, agent: name, step: told.step, source: told.source });
    if (problem !== undefined) agent.stepFailed(problem);
  };
  return {
    mode,
    figures,
    queue,
    record,
    orders,
    get game() {
      return game;
    },
    get lastNews() {
      return lastNews;
    },
    tick() {
      if (game.ending !== undefined) return;
      game.companions.forEach(order);
      const { game: next, ended } = advance(game);
      game = next;
      lastNews = [...lastNews, ...game.news].slice(-2);
      for (const { companionId, problem } of ended) {
        if (problem === undefined) agents.get(companionId)?.stepDone();
        else agents.get(companionId)?.stepFailed(problem);
      }
    },
    dispose() {
      for (const agent of agents.values()) agent.dispose();
    },
  };
}
