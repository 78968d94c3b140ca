import type { DetailLevel } from '../domains/prompt-section.ts';
import type { ErrorSummary } from '../errors/planweave-error.ts';
import type { ErrorCode } from '../errors/error-codes.ts';
import type { RefusedBy } from '../errors/refused-by.ts';
import type { ModelTimings, TokenUsage } from '../models/model-reply.ts';

/** Who made a plan. */
export type PlanSource = 'llm' | 'cache' | 'fallback';

/** How a plan was made, from the best to the last resort. */
export type PlanTier = 'full' | 'simplified' | 'heuristic' | 'emergency';

/** What a plan cache says. `repaired`: only the steps that are still legal were kept. */
export type CacheVerdict = 'hit' | 'similar' | 'repaired' | 'stale' | 'miss' | 'bypass';

/** What every event carries. */
export interface EventOrigin {
  /** The request it belongs to. */
  readonly requestId: string;
  /** When, in the milliseconds of the request's clock. */
  readonly at: number;
}

/** A request was accepted. */
export interface PlanStarted extends EventOrigin {
  readonly type: 'plan-started';
  /** The time allowed, in milliseconds. */
  readonly budgetMs: number;
  readonly agentId?: string | undefined;
}

/** A request is over; exactly one for each `plan-started`, on every way out. */
export interface PlanEnded extends EventOrigin {
  readonly type: 'plan-ended';
  readonly durationMs: number;
  /** What was left of the budget, in milliseconds; negative when late. */
  readonly slackMs: number;
  readonly result:
    | {
        readonly ok: true;
        readonly source: PlanSource;
        readonly tier: PlanTier;
        readonly steps: number;
        /** Everything that was tried: calls of a model, and heuristics, refusals and waits as well. */
        readonly attempts: number;
        /** The id of the plan itself. */
        readonly planId?: string | undefined;
        /** True when another request for an equal world got it from the model. */
        readonly isShared?: boolean | undefined;
        /** Why it is not the best that was hoped for; absent when it is. */
        readonly reason?: { readonly code: ErrorCode | 'NO_MODEL'; readonly message: string; readonly refusedBy?: RefusedBy | undefined } | undefined;
      }
    | { readonly ok: false; readonly error: ErrorSummary };
}

/** The plan cache was asked. */
export interface CacheLookedUp extends EventOrigin {
  readonly type: 'cache-looked-up';
  readonly verdict: CacheVerdict;
  readonly durationMs: number;
  /** How far the stored world was from this one, in 0..1; 0 for an exact hit. */
  readonly distance?: number | undefined;
  /** How long ago the plan was stored, in milliseconds. */
  readonly ageMs?: number | undefined;
  /** Model tokens that this answer saved. */
  readonly tokensSaved?: number | undefined;
}

/** The plan cache kept a plan, or gave up some; what it gave up is told by the next request that looks. */
export interface CacheChanged extends EventOrigin {
  readonly type: 'cache-changed';
  readonly change: 'stored' | 'evicted' | 'expired' | 'invalidated';
  /** How many entries it concerns. */
  readonly entries: number;
}

/** A tier was entered or passed over. */
export interface TierChosen extends EventOrigin {
  readonly type: 'tier-chosen';
  readonly tier: PlanTier;
  readonly entered: boolean;
  /** Why it was passed over, or why the one before it was left. */
  readonly reason?: string | undefined;
}

/** A request is asked for together with others, by the same calls of a model; what happens to those carries the batch's id. */
export interface BatchJoined extends EventOrigin {
  readonly type: 'batch-joined';
  /** The `requestId` of the batch's own events. */
  readonly batchId: string;
}

/** A prompt was built. */
export interface PromptBuilt extends EventOrigin {
  readonly type: 'prompt-built';
  readonly level: DetailLevel;
  readonly characters: number;
  /** Estimated, not counted. */
  readonly estimatedTokens: number;
  /** Names of the sections that were left out to fit. */
  readonly dropped: readonly string[];
  readonly durationMs: number;
}

/** A call to a model begins. */
export interface AttemptStarted extends EventOrigin {
  readonly type: 'attempt-started';
  readonly tier: PlanTier;
  /** 1 for the first attempt of the request. */
  readonly attempt: number;
  /** The model's id. */
  readonly model: string;
}

/** A call to a model is over; exactly one for each `attempt-started`. */
export interface AttemptEnded extends EventOrigin {
  readonly type: 'attempt-ended';
  readonly tier: PlanTier;
  readonly attempt: number;
  readonly model: string;
  readonly durationMs: number;
  readonly error?: ErrorSummary | undefined;
  readonly usage?: TokenUsage | undefined;
  readonly timings?: ModelTimings | undefined;
}

/** A failed call will be made again after a pause. */
export interface RetryScheduled extends EventOrigin {
  readonly type: 'retry-scheduled';
  /** The number of the attempt that failed, 1 for the first. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly code: ErrorCode;
}

/** A call was not made. */
export interface CallRefused extends EventOrigin {
  readonly type: 'call-refused';
  readonly by: RefusedBy;
}

/** A call waits for its turn. */
export interface QueueEntered extends EventOrigin {
  readonly type: 'queue-entered';
  /** How many wait before it. */
  readonly position: number;
}

/** A call no longer waits for its turn. */
export interface QueueLeft extends EventOrigin {
  readonly type: 'queue-left';
  readonly waitedMs: number;
  readonly outcome: 'admitted' | 'cancelled' | 'timed-out' | 'shed';
}

/** A circuit breaker changed its mind about a server. */
export interface CircuitChanged extends EventOrigin {
  readonly type: 'circuit-changed';
  /** Whose circuit: usually the model's id. */
  readonly key: string;
  readonly from: 'closed' | 'open' | 'half-open';
  readonly to: 'closed' | 'open' | 'half-open';
}

/** A second, parallel call was started because the first one is slow. */
export interface HedgeStarted extends EventOrigin {
  readonly type: 'hedge-started';
  readonly afterMs: number;
}

/** The model's text was read. */
export interface ReplyParsed extends EventOrigin {
  readonly type: 'reply-parsed';
  /** How the plan was found: `'direct'`, `'fence'`, … */
  readonly stage: string;
  readonly steps: number;
  /** How many steps could not be used. */
  readonly dropped: number;
  /** How many mends were needed. */
  readonly repairs: number;
  readonly durationMs: number;
}

/** A plan was checked against the world. */
export interface PlanChecked extends EventOrigin {
  readonly type: 'plan-checked';
  readonly legal: number;
  readonly illegal: number;
  /** The machine-readable reasons of the illegal steps, in order. */
  readonly codes: readonly string[];
  readonly durationMs: number;
}

/** An agent looked at a plan that was made while it acted. */
export interface PlanAdopted extends EventOrigin {
  readonly type: 'plan-adopted';
  /** The id of the plan itself. */
  readonly planId: string;
  /** False when it was of no use any more. */
  readonly followed: boolean;
  /** How much of what the plan relies on had changed meanwhile, in 0..1. */
  readonly staleness: number;
}

/** An observer threw; it cannot change the outcome, and the others are told. */
export interface ObserverFailed extends EventOrigin {
  readonly type: 'observer-failed';
  /** Which of the observers, counted from 0. */
  readonly observer: number;
  /** The type of the event it failed on. */
  readonly during: PlanEvent['type'];
  readonly problem: string;
}

/** Code handed in by the caller threw and was contained. */
export interface PlugInFailed extends EventOrigin {
  readonly type: 'plug-in-failed';
  readonly error: ErrorSummary;
}

/** Everything that can be seen of a planner at work. */
export type PlanEvent =
  | PlanStarted
  | PlanEnded
  | CacheLookedUp
  | CacheChanged
  | TierChosen
  | BatchJoined
  | PromptBuilt
  | AttemptStarted
  | AttemptEnded
  | RetryScheduled
  | CallRefused
  | QueueEntered
  | QueueLeft
  | CircuitChanged
  | HedgeStarted
  | ReplyParsed
  | PlanChecked
  | PlanAdopted
  | ObserverFailed
  | PlugInFailed;
