import type { CacheVerdict, ErrorCode, ErrorSummary, ModelTimings, Plan, PlanSource, PlanTier, RefusedBy, TokenUsage } from '@planweave/core-types';

/** One try to make the plan, successful or not, in the order of trying. */
export interface PlanAttempt {
  /** 1 for the first. */
  readonly attempt: number;
  readonly tier: PlanTier;
  /** The model's id; absent for the heuristics. */
  readonly model?: string;
  readonly ok: boolean;
  readonly durationMs: number;
  /** What went wrong. */
  readonly error?: ErrorSummary;
  /** Steps of the reply that could not be read or are not legal, and why. */
  readonly dropped?: readonly DroppedStep[];
  readonly usage?: TokenUsage;
  readonly timings?: ModelTimings;
}

/** A step that a model wrote and that is not in the plan. */
export interface DroppedStep {
  /** A machine-readable reason: the parser's (`unknown-tool`) or the domain's (`no-path`). */
  readonly code: string;
  /** The same for people. */
  readonly problem: string;
}

/** Why the plan is not what was hoped for. */
export interface Degradation {
  /** What stopped the better way, or `NO_MODEL` when there was none to ask. */
  readonly code: ErrorCode | 'NO_MODEL';
  /** For the developer: what was tried, what came back, what to do. */
  readonly message: string;
  /** Who refused the call, when that was it. */
  readonly refusedBy?: RefusedBy;
  /** For the player or user: one plain sentence. */
  readonly sentence: string;
}

/** Where the milliseconds went, summed over all attempts; 0 for what did not happen or was not reported. */
export interface PlanTimings {
  readonly cacheMs: number;
  readonly promptMs: number;
  /** From the first byte sent to the last byte read, over all model calls. */
  readonly modelMs: number;
  /** The server's part of {@link modelMs}: waiting for a place and loading the model. */
  readonly loadMs: number;
  /** The server's part of {@link modelMs}: reading the prompt. */
  readonly prefillMs: number;
  /** The server's part of {@link modelMs}: writing. */
  readonly decodeMs: number;
  readonly parseMs: number;
  readonly checkMs: number;
  readonly fallbackMs: number;
  readonly totalMs: number;
}

/** A plan and how it came about. The plan is frozen, all the way down; the rest is whoever asked’s own. */
export interface PlanOutcome {
  readonly requestId: string;
  /** Never empty; every step is legal in the world that was given, unless {@link isUnchecked} is true. */
  readonly plan: Plan;
  /** True for the last resort: one step of a domain that calls no step legal. */
  readonly isUnchecked: boolean;
  readonly source: PlanSource;
  readonly tier: PlanTier;
  /** Absent when the best tier, the cache, or another request for an equal world made the plan. */
  readonly reason?: Degradation;
  /** Empty for a plan from the cache, and for one that another request was getting at the same time. */
  readonly attempts: readonly PlanAttempt[];
  /** True when another request for an equal world was asking the model already and this one waited for its answer. */
  readonly isShared: boolean;
  readonly cache: {
    readonly verdict: CacheVerdict;
    /** How far the world that the plan was stored for is from this one, in 0..1; 0 for an equal one, or when none was used. */
    readonly distance: number;
    /** 1 for a plan that was just stored, less with age; 0 when none was used. */
    readonly freshness: number;
  };
  readonly timings: PlanTimings;
  readonly budget: { readonly givenMs: number; readonly usedMs: number; readonly leftMs: number };
}
