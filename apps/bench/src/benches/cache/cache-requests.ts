import type { PlanCache, PlanCacheRequest } from '@planweave/prompt-cache';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { planForSkirmish } from '../../worlds/skirmish.ts';

/** What a cache is asked for a world. */
export function requestFor(world: WorldSnapshot, domain = tacticalDomain): PlanCacheRequest<WorldSnapshot> {
  return { namespace: 'bench', world, domain };
}

/** Stores the same plan for each request. */
export function filled(cache: PlanCache, requests: readonly PlanCacheRequest<WorldSnapshot>[]): PlanCache {
  for (const request of requests) cache.store(request, planForSkirmish);
  return cache;
}
