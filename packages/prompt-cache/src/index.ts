// the cache
export { createPlanCache, isPlanCache } from './create-plan-cache.ts';
export type { FreshnessOptions, PlanCacheOptions, SimilarityOptions } from './plan-cache-options.ts';
export type {
  CacheDomain,
  Invalidation,
  PlanCache,
  PlanCacheAnswer,
  PlanCacheRequest,
  PlanCacheStats,
  PlanOrigin,
  ProducedPlan,
  ProducePlan,
  RecalledPlan,
  WarmPlan,
} from './plan-cache.ts';

// what belongs together
export { planNamespace, type PlanNamespaceParts } from './key/plan-namespace.ts';
export { worldKey } from './key/world-key.ts';

// similar worlds
export type { Embedder } from './similarity/embedder.ts';

// plans that outlive the process
export { fileStore, type FileStoreOptions } from './stores/file-store.ts';
export { memoryStore } from './stores/memory-store.ts';
export type { PlanCacheStore, StoredPlan, StoredPlans } from './stores/plan-cache-store.ts';
