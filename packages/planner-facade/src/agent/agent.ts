import type { PlanSource, PlanStep, Priority } from '@planweave/core-types';
import type { PlanOutcome } from '../outcome/plan-outcome.ts';
import type { PlanRequestOptions } from '../planner-options.ts';
import type { AgentLogEntry } from './agent-log.ts';
import type { FactWeight } from './staleness.ts';

/** What an agent needs of a planner. */
export interface AgentPlanner {
  plan(world: unknown, options?: PlanRequestOptions): Promise<PlanOutcome>;
  /** A plan that is known already; when the planner has it, the agent looks there before it asks the heuristics. */
  planSync?(world: unknown): PlanOutcome | undefined;
}

/** How one agent plans. */
export interface AgentOptions {
  /**
   * How long a plan may take in the background, in milliseconds, 0 included. Nobody waits for it, so it may be much
   * longer than a frame. @default 10000
   */
  readonly budgetMs?: number;
  /** Who goes first when there is not enough for all. @default 'normal' */
  readonly priority?: Priority;
  /**
   * The share of the facts a plan relies on, in 0..1, above which the plan is stale: it goes on, and a new one is made
   * meanwhile. 1 never calls a plan stale. @default 0.3
   */
  readonly staleAfterRatio?: number;
  /** How much a change of each fact counts. @default 1 for all */
  readonly factWeight?: FactWeight;
  /**
   * How many of its last plans, with what came of them, are told to the model, 0 to 8. A model that knows what failed
   * does not repeat it; but agents with different pasts share no plans. @default 0
   */
  readonly rememberedPlans?: number;
  /**
   * Asked each time before the agent has a plan made. False leaves it to what it has, and to the heuristics, until it is
   * true. This is where the result of `allocate` goes: with a set of those who get the model in this window,
   * `() => chosen.delete(id)` is true once. @default always true
   */
  readonly mayPlan?: () => boolean;
}

/** What an agent does now. */
export interface AgentTick {
  /** Legal in today's world when it starts, unless the domain calls no step legal at all. */
  readonly step: PlanStep;
  /** Who thought of it. */
  readonly source: PlanSource;
  readonly planId: string;
  /** True once for each step: start it now; whatever was done before is over. False: go on with it. */
  readonly isNew: boolean;
}

/**
 * Acts at once and plans in the background. One for each character of a game; they do not know of one another.
 *
 * A step goes on until the game says that it is done or failed, or until it is no longer possible in today's world.
 */
export interface Agent {
  readonly id: string;
  /**
   * The step to do now, at once: call it every frame, or whenever the agent may act.
   *
   * Nothing that models, servers, caches or heuristics do is thrown.
   *
   * @param world - A snapshot of today's world; its clock may run backwards, as when a level is loaded again.
   * @throws `InvalidWorldError` for a world that the domain does not accept, `PlugInError` when it fails in another way.
   */
  tick(world: unknown): AgentTick;
  /** The step that was handed out is done; the next tick hands out another. Nothing happens when none was. */
  stepDone(): void;
  /**
   * The step that was handed out did not work: the rest of its plan is dropped, the next tick hands out something else,
   * and a new plan is made. Call it as well for events that make the plan pointless. Nothing happens when no step was.
   *
   * @param reason - For the log.
   */
  stepFailed(reason?: string): void;
  /** How long ago a model made a plan for it, or it was made itself, in milliseconds of its clock; for `allocate`. */
  readonly waitedMs: number;
  /** How long the model took for its last plan, in milliseconds; `undefined` before the first. For `allocate`. */
  readonly lastModelMs: number | undefined;
  /** The last 32 decisions, oldest first, for debugging. */
  readonly log: readonly AgentLogEntry[];
  /** Stops planning and cancels what is in flight. The agent can still be asked, and follows the heuristics alone. */
  dispose(): void;
}
