import { isDeepStrictEqual } from 'node:util';
import { createPlanner, type Planner, type PlannerOptions, type PlanOutcome } from '@planweave/planner-facade';
import { createPlanCache } from '@planweave/prompt-cache';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { instantModel } from '../models/instant-model.ts';
import { planForSkirmish, replyForSkirmish } from '../worlds/skirmish.ts';
import type { Subject } from './bench.ts';
import type { NewWorlds } from './new-worlds.ts';

/** A planner for the tactical world whose model has its reply ready. */
export function instantPlanner(options: Partial<PlannerOptions<WorldSnapshot>>): Planner {
  return createPlanner({ domain: tacticalDomain, model: instantModel(replyForSkirmish), ...options });
}

/** Planning for worlds that are known. */
export async function warmPlanning(worlds: readonly WorldSnapshot[], way: 'at once' | 'as a promise' = 'as a promise'): Promise<Subject> {
  const model = instantModel(replyForSkirmish);
  const planner = instantPlanner({ model, cache: createPlanCache() });
  for (const world of worlds) await planner.plan(world);
  return {
    run: way === 'at once' ? (turn) => planner.planSync(worlds[turn % worlds.length]!) : (turn) => planner.plan(worlds[turn % worlds.length]!),
    isDone: (outcome) => outcome !== undefined && isFrom('cache')(outcome as PlanOutcome),
    conclude() {
      if (model.calls !== worlds.length) throw new Error(`The model was asked ${model.calls} times for ${worlds.length} worlds`);
      return '';
    },
  };
}

/** Planning for worlds that nobody has seen. */
export function planning(options: Partial<PlannerOptions<WorldSnapshot>>, worlds: NewWorlds, isDone: (outcome: PlanOutcome) => boolean): Subject {
  const planner = instantPlanner(options);
  return { prepare: worlds.prepare, run: (turn) => planner.plan(worlds.one(turn)), isDone: (outcome) => isDone(outcome as PlanOutcome) };
}

/** Whether an outcome is the whole plan, and where it came from. */
export function isFrom(source: PlanOutcome['source']): (outcome: PlanOutcome) => boolean {
  return (outcome) => outcome.source === source && isDeepStrictEqual(outcome.plan.steps, planForSkirmish.steps);
}

