import { checkDuration, checkOption, checkRatio, systemClock, type Clock } from '@planweave/core-types';
import type { Embedder } from './similarity/embedder.ts';
import type { PlanCacheStore } from './stores/plan-cache-store.ts';

/** How plans grow old. */
export interface FreshnessOptions {
  /** The time in which a plan loses half of its freshness, in milliseconds, above 0. */
  readonly halfLifeMs: number;
  /** A plan less fresh than this is still served by `recall`, and made anew behind it; 0 never does. @default 0.5 */
  readonly refreshBelow?: number;
  /** Whether there is spare capacity for making a plan that nobody waits for. @default when `recall` is making no other */
  readonly hasRoom?: () => boolean;
  /** The most time for making a plan that nobody waits for, in milliseconds, above 0. @default 30_000 */
  readonly refreshBudgetMs?: number;
}

/** Which worlds may share a plan. */
export interface SimilarityOptions {
  /**
   * How alike the free texts of two worlds must be, in 0..1: 1 takes the same text only, and 0 turns the whole tier off.
   * Facts and numbers are compared as the domain says, whatever the threshold.
   *
   * @default 0.9
   */
  readonly threshold?: number;
  /** Scores texts instead of counting their three-grams; only `recall` asks it. @default none */
  readonly embedder?: Embedder;
}

/** Options of `createPlanCache`. */
export interface PlanCacheOptions {
  /** The most plans kept, above 1; the ones used least recently go first. At least the last half of it is kept. @default 4096 */
  readonly maxEntries?: number;
  /** The most memory taken, in bytes as `stats().bytes` counts them, above 0. @default Infinity */
  readonly maxBytes?: number;
  /** The age at which a plan is given up, in milliseconds, above 0. @default Infinity */
  readonly ttlMs?: number;
  /** How plans grow old before that. @default never */
  readonly freshness?: FreshnessOptions;
  /** Serves plans of similar worlds too, for domains that say what is similar. @default equal worlds only */
  readonly similarity?: SimilarityOptions;
  /** Its time, by which plans grow old. @default systemClock */
  readonly clock?: Clock;
  /**
   * Keeps plans beyond the process. Read by `load()`, written a little after each change. Worlds whose key takes more than
   * 32 KB are not kept there.
   *
   * @default none
   */
  readonly store?: PlanCacheStore;
  /** How long changes are gathered before they are written to the store, in milliseconds. @default 1000 */
  readonly saveDelayMs?: number;
}

/** The options with nothing left open. */
export interface PlanCacheSettings {
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly ttlMs: number;
  readonly freshness: { readonly halfLifeMs: number; readonly refreshBelow: number; readonly hasRoom: (() => boolean) | undefined; readonly refreshBudgetMs: number };
  readonly similarity: { readonly threshold: number; readonly embedder: Embedder | undefined };
  readonly clock: Clock;
  readonly store: PlanCacheStore | undefined;
  readonly saveDelayMs: number;
}

const owner = 'createPlanCache';

/** @throws `InvalidOptionError` for an option outside its range. */
export function plainSettings(options: PlanCacheOptions): PlanCacheSettings {
  const { maxEntries = 4_096, maxBytes = Infinity, ttlMs = Infinity, freshness, similarity, clock = systemClock, store, saveDelayMs = 1_000 } = options;
  checkOption(owner, 'maxEntries', maxEntries, 'a whole number above 1', (given) => Number.isSafeInteger(given) && given > 1);
  return {
    maxEntries,
    maxBytes: aboveZero('maxBytes', maxBytes, 'bytes'),
    ttlMs: aboveZero('ttlMs', ttlMs, 'milliseconds'),
    freshness: {
      halfLifeMs: aboveZero('freshness.halfLifeMs', freshness?.halfLifeMs ?? Infinity, 'milliseconds'),
      refreshBelow: checkRatio(owner, 'freshness.refreshBelow', freshness?.refreshBelow ?? 0.5),
      hasRoom: freshness?.hasRoom,
      refreshBudgetMs: aboveZero('freshness.refreshBudgetMs', freshness?.refreshBudgetMs ?? 30_000, 'milliseconds'),
    },
    similarity: {
      threshold: similarity === undefined ? 0 : checkRatio(owner, 'similarity.threshold', similarity.threshold ?? 0.9),
      embedder: similarity?.embedder,
    },
    clock,
    store,
    saveDelayMs: checkDuration(owner, 'saveDelayMs', saveDelayMs),
  };
}

function aboveZero(name: string, value: number, unit: string): number {
  return checkOption(owner, name, value, `a number of ${unit} above 0`, (given) => typeof given === 'number' && given > 0);
}
