export { createPlanCache, type PlanCache, type PlanCacheOptions, type PlanCacheRequest, type PlanCacheStats } from './plan-cache.ts';
