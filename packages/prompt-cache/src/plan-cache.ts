import { checkOption, type CanonicalWorld, type Plan } from '@planweave/core-types';
import QuickLru from 'quick-lru';
import { cacheKey } from './cache-key.ts';

/** What a plan was made from, and is looked up by. */
export interface PlanCacheRequest {
  /**
   * Everything besides the world that decides what a plan looks like: model, sampling, registry digest, prompt version,
   * role, language. Any text; requests of different namespaces never meet.
   */
  readonly namespace: string;
  /** The canonical form of the world. */
  readonly world: CanonicalWorld;
}

/** Options of {@link createPlanCache}. */
export interface PlanCacheOptions {
  /** The most plans kept, above 1; the ones used least recently go first. @default 4096 */
  readonly maxEntries?: number;
}

/** Counts since the cache was made; `lookups` is always `hits + misses`. */
export interface PlanCacheStats {
  readonly lookups: number;
  readonly hits: number;
  readonly misses: number;
  /** Plans held now. */
  readonly entries: number;
}

/** Keeps plans for worlds that were seen before. */
export interface PlanCache {
  /** The plan stored for exactly this request, or `undefined`. The plan is shared and frozen. */
  lookup(request: PlanCacheRequest): Plan | undefined;
  /** Keeps a plan. One without steps is not kept, because it would be served as if it were an answer. */
  store(request: PlanCacheRequest, plan: Plan): void;
  stats(): PlanCacheStats;
  clear(): void;
}

/**
 * A plan cache in memory that answers for exactly equal worlds.
 *
 * @throws `InvalidOptionError` when `maxEntries` is not a whole number above 1.
 *
 * @example
 * ```ts
 * import { createPlan } from '@planweave/core-types';
 * import { createPlanCache } from '@planweave/prompt-cache';
 *
 * const cache = createPlanCache({ maxEntries: 100 });
 * const request = { namespace: 'phi3:mini/tactical', world: { ammo: 3, enemies: [] } };
 * cache.lookup(request); //=> undefined
 * cache.store(request, createPlan([{ act: 'Reload' }]));
 * cache.lookup(request)?.steps; //=> [{ act: 'Reload' }]
 * ```
 */
export function createPlanCache(options: PlanCacheOptions = {}): PlanCache {
  const { maxEntries = 4_096 } = options;
  checkOption('createPlanCache', 'maxEntries', maxEntries, 'a whole number above 1', (given) => Number.isSafeInteger(given) && given > 1);
  // quick-lru keeps two generations and so up to twice its size; half of it makes our bound true
  const plans = new QuickLru<string, Plan>({ maxSize: Math.floor(maxEntries / 2) });
  let hits = 0;
  let misses = 0;
  return Object.freeze({
    lookup(request: PlanCacheRequest) {
      const plan = plans.get(cacheKey(request));
      if (plan === undefined) misses += 1;
      else hits += 1;
      return plan;
    },
    store(request: PlanCacheRequest, plan: Plan) {
      if (plan.steps.length > 0) plans.set(cacheKey(request), plan);
    },
    stats: () => ({ lookups: hits + misses, hits, misses, entries: plans.size }),
    clear: () => plans.clear(),
  });
}
