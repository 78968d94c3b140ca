import type { CacheVerdict, CallContext, Deadline, Plan } from '@planweave/core-types';
import type { PlanAttempt } from '../outcome/plan-outcome.ts';
import type { Stopwatch } from '../outcome/stopwatch.ts';

/** One request on its way through the planner. Everything but the record of attempts is fixed when it is opened. */
export interface PlanRequest<World> {
  readonly world: World;
  /** For everything that happens inside the planner; its signal is the caller's. */
  readonly context: CallContext;
  /** When models must be done, so that there is time left to settle. */
  readonly modelDeadline: Deadline;
  readonly budgetMs: number;
  readonly stopwatch: Stopwatch;
  /** What was tried so far; each tier adds its own. */
  readonly attempts: PlanAttempt[];
}

/** What a stage of the planner hands back to the one around it. */
export interface PlanDraft {
  readonly plan: Plan;
  readonly source: 'llm' | 'cache' | 'fallback';
  readonly tier: 'full' | 'simplified' | 'heuristic' | 'emergency';
  readonly cache: CacheVerdict;
}

/** One concern of the planner, wrapped around the next. */
export type Stage<World> = (request: PlanRequest<World>) => Promise<PlanDraft>;
