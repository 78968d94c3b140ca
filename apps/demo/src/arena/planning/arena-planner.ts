import { seededRandom, type Clock, type LanguageModel } from '@planweave/core-types';
import { createPlanner, type Planner } from '@planweave/planner-facade';
import { createPlanCache } from '@planweave/prompt-cache';
import { admissionQueue } from '@planweave/resilience';
import { arenaDomain, modelOnlyDomain } from '../game/arena-domain.ts';
import { slots } from '../model/scripted-server.ts';
import type { Mode } from './mode.ts';
import { watchPlanner, type PlannerFigures } from './planner-watch.ts';

/** How long a companion may wait for a plan, in milliseconds. */
export const budgetMs = 5_000;
/** Steps that are further ahead are for another day. */
const maxSteps = 4;

/** A planner, and what is seen of it. */
export interface ArenaPlanner {
  readonly planner: Planner;
  readonly figures: () => PlannerFigures;
  /** How many model calls run and how many wait, right now. */
  readonly queue: () => { readonly running: number; readonly queued: number };
}

/** One planner for the whole squad, put together as a game would do it. */
export function arenaPlanner(mode: Mode, model: LanguageModel | undefined, clock: Clock, seed: number): ArenaPlanner {
  const watch = watchPlanner();
  // whoever finds no slot of the model free waits here, where it is fair and bounded
  const admission = admissionQueue({ initialLimit: slots, maxLimit: slots, maxQueued: 16 });
  const planner = createPlanner({
    domain: mode === 'llm' ? modelOnlyDomain : arenaDomain,
    ...(mode !== 'heuristic' && model !== undefined && { model, cache: createPlanCache({ clock, similarity: {} }), policy: admission }),
    observers: [watch],
    sampling: { seed },
    maxSteps,
    budgetMs,
    clock,
    random: seededRandom(seed).fork('planner'),
  });
  const queue = () => admission.status()[0] ?? { running: 0, queued: 0 };
  return { planner, figures: () => watch.figures, queue };
}
