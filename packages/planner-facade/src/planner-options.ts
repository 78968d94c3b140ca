import type { Clock, LanguageModel, Observer, PlanDomain, PlanStep, Policy, Random, Sampling } from '@planweave/core-types';
import type { PastPlan, PromptBuilderOptions, PromptOptions } from '@planweave/prompt-builder';
import type { PlanCache } from '@planweave/prompt-cache';

/** How a planner words its prompts; everything is passed on to `createPromptBuilder` and its `build`. */
export type PromptChoices = Omit<PromptBuilderOptions<unknown>, 'domain' | 'maxSteps'> & Pick<PromptOptions, 'budgetTokens' | 'lowestLevel'>;

/** What a planner needs of a plan cache; with its `stats`, observers hear also of what it gives up. */
export type PlannerCache = Pick<PlanCache, 'lookup' | 'find' | 'store'> & Partial<Pick<PlanCache, 'stats'>>;

/** What a planner is made from. Only the domain is needed; everything else makes its plans better or its ways visible. */
export interface PlannerOptions<World> {
  /** The game or simulation: its tools, its rules, its heuristics. */
  readonly domain: PlanDomain<World>;
  /** Who writes plans. Without one, every plan comes from the domain's heuristics. */
  readonly model?: LanguageModel;
  /** Remembers plans that a model wrote. Without one, nothing is remembered. */
  readonly cache?: PlannerCache;
  /**
   * How each model call is made: retries, breakers, queues. Whatever it does, the planner's deadline holds;
   * `compose([])` is one try, no more.
   *
   * @default standardPolicy()
   */
  readonly policy?: Policy;
  /** Those who look on. They cost nothing when there are none and cannot change a plan. @default [] */
  readonly observers?: readonly Observer[];
  /** How prompts are worded. @default role `tactical`, language `en` */
  readonly prompt?: PromptChoices;
  /** How the model draws its tokens. @default temperature 0.1, at most 512 tokens, the adapter's own for the rest */
  readonly sampling?: Sampling;
  /** The most steps of a plan, above 0. @default 8 */
  readonly maxSteps?: number;
  /** The budget of a request that names none, in milliseconds. @default 1000 */
  readonly budgetMs?: number;
  /**
   * Time kept back from the model to settle with the heuristics, in milliseconds; never more than a quarter of the
   * budget. @default 15
   */
  readonly reserveMs?: number;
  /** Its time. Hand in your own to replay a run. @default the machine's own clock */
  readonly clock?: Clock;
  /** Its chance. @default chance from seed 0, so that runs repeat */
  readonly random?: Random;
}

/** What one request may say about itself. */
export interface PlanRequestOptions {
  /** Milliseconds until the plan must be there, 0 included: then only what needs no waiting is used. */
  readonly budgetMs?: number;
  /** The caller's own stop; the promise rejects with `CancelledError`. */
  readonly signal?: AbortSignal;
  /** Which agent of the game asks. */
  readonly agentId?: string;
  /** Who goes first when there is not enough for all. @default 'normal' */
  readonly priority?: 'high' | 'normal' | 'low';
  /**
   * What the agent did before and what came of it, oldest first; the newest are shown to the model. Requests with
   * different histories share no plan, neither in the cache nor in flight. @default []
   */
  readonly history?: readonly PastPlan[];
  /**
   * Called once for each step of the plan, in order, as soon as it is sure to be in it: while the model is still writing
   * the later ones. Each step is legal after those before it. What it throws is reported and has no other effect.
   */
  readonly onStep?: (step: PlanStep, index: number) => void;
}
