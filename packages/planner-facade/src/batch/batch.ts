import type { ErrorSummary, ModelTimings, TokenUsage } from '@planweave/core-types';
import type { PastPlan } from '@planweave/prompt-builder';
import type { PlanOutcome } from '../outcome/plan-outcome.ts';
import type { PlanRequestOptions } from '../planner-options.ts';

/** What one agent wants planned. */
export interface BatchRequest {
  /** A snapshot of what this agent knows; checked by the domain, never changed. */
  readonly world: unknown;
  /** Which agent of the game asks; for events and outcomes, never shown to the model. */
  readonly agentId?: string;
  /** What the agent did before and what came of it, oldest first. @default [] */
  readonly history?: readonly PastPlan[];
}

/** What holds for all requests of a batch. */
export interface BatchOptions extends Omit<PlanRequestOptions, 'agentId' | 'history' | 'onStep'> {
  /** The most agents in one prompt, above 0; more are spread evenly over several calls, made at the same time. @default 8 */
  readonly maxBatch?: number;
  /**
   * Called once for each request when its plan is there, while the model may still be writing the others'. What it
   * throws is reported and has no other effect.
   */
  readonly onOutcome?: (outcome: PlanOutcome, index: number) => void;
}

/** Something in a reply that belongs to no request, or to one that has its answer already. */
export interface BatchStray {
  readonly code: 'duplicate' | 'unknown-agent';
  /** Whom it was for, as the model wrote it, cut to 60 characters. */
  readonly agent: string;
}

/** One call of the model for several agents. */
export interface BatchCall {
  /** What its events carry; the requests have ids of their own. */
  readonly requestId: string;
  /** Whose plans were asked for: places in the list of requests. */
  readonly asked: readonly number[];
  /** Who got an answer of their own, legal or not. */
  readonly answered: readonly number[];
  readonly durationMs: number;
  /** The first 32. */
  readonly strays: readonly BatchStray[];
  readonly error?: ErrorSummary;
  /** For the whole call; the attempts in the outcomes name no shares of it. */
  readonly usage?: TokenUsage;
  /** For the whole call. */
  readonly timings?: ModelTimings;
}

/** The plans of a batch and how they were asked for. Frozen. */
export interface BatchOutcome {
  /** One for each request, in the order of the requests. */
  readonly outcomes: readonly PlanOutcome[];
  /** In the order in which they ended. Agents that are alone in a call are asked for like any other and not told here. */
  readonly calls: readonly BatchCall[];
}
