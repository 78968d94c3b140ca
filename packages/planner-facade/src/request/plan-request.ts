import type { CacheVerdict, CallContext, Deadline, Plan, PlanSource, PlanStep, PlanTier } from '@planweave/core-types';
import type { PastPlan } from '@planweave/prompt-builder';
import type { PlanCacheAnswer } from '@planweave/prompt-cache';
import type { PlanAttempt, PlanTimings } from '../outcome/plan-outcome.ts';
import type { Stopwatch } from '../outcome/stopwatch.ts';
import type { StepHandOut } from './hand-out.ts';

/** One request on its way through the planner. Everything but the progress is fixed when it is opened. */
export interface PlanRequest<World> extends Pick<CallContext, 'requestId' | 'clock' | 'report' | 'agentId'> {
  readonly world: World;
  /** When it was opened, in the clock's milliseconds; the budget counts from here. */
  readonly openedAt: number;
  readonly budgetMs: number;
  /** The most steps that its plan may have. */
  readonly maxSteps: number;
  /** The caller's own stop, if there is one. */
  readonly caller: AbortSignal | undefined;
  /** What the agent did before. */
  readonly history: readonly PastPlan[];
  /** For everything that waits inside the planner; its signal is the caller's. Made when it is first asked for. */
  readonly context: CallContext;
  /** When models must be done, so that there is time left to settle. */
  readonly modelDeadline: Deadline;
  /** Made when it is first asked for, as are the {@link attempts}. */
  readonly stopwatch: Stopwatch;
  /** What was tried so far, in order; each tier adds its own. */
  readonly attempts: PlanAttempt[];
  /** Gives steps to a caller who asked for them as they come; `undefined` when nobody did. */
  readonly handOut: StepHandOut | undefined;
  /** What the models wrote before they failed. */
  readonly heard: Heard;
  /** What the cache said; `bypass` until it is asked. */
  recalled: Recalled;
  /** How long the cache was asked, in milliseconds. */
  cacheMs: number;
  /** Where the time went. */
  timings(totalMs: number): PlanTimings;
}

/** What a cache said to a request. */
export type Recalled = Pick<PlanCacheAnswer, 'distance' | 'freshness' | 'tokensSaved' | 'ageMs'> & { readonly verdict: CacheVerdict };

/** What is left of a failed question. */
export interface Heard {
  /** The text of the last reply, as far as it came. */
  text: string;
  /** The longest list of legal steps that a reply held before it broke off. */
  steps: readonly PlanStep[];
  /** The tier that wrote {@link steps}. */
  tier: PlanTier;
}

/** What a stage of the planner hands back to the one around it. */
export interface PlanDraft {
  readonly plan: Plan;
  readonly source: PlanSource;
  readonly tier: PlanTier;
  /** True for the last resort, a step that the domain has not called legal. */
  readonly isUnchecked?: boolean;
  /** True for a plan of a model that lost no step on the way. */
  readonly isWhole?: boolean;
  /** True when the model broke off and these are the steps it had written. */
  readonly isPartial?: boolean;
  /** True when another request for an equal world got it from the model. */
  readonly isShared?: boolean;
  /** When the cache gave it; absent for any other. */
  readonly foundAt?: number;
}

/** One concern of the planner, wrapped around the next. */
export type Stage<World> = (request: PlanRequest<World>) => Promise<PlanDraft>;

/**
 * All the way through the planner, which needs no promise when the plan is known already. `startedAt` is the time, if it is
 * known without a look at the clock, which takes as long as finding the plan.
 */
export type Journey<World> = (request: PlanRequest<World>, startedAt?: number) => PlanDraft | Promise<PlanDraft>;
