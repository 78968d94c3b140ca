import type { CallContext, Plan } from '@planweave/core-types';
import { SingleFlight } from './flights/single-flight.ts';
import { Holdings } from './holdings.ts';
import { invalidate } from './invalidate.ts';
import type { RequestKey } from './key/request-keys.ts';
import { Lookups } from './lookups.ts';
import { Persistence } from './persistence.ts';
import type { Invalidation, PlanCache, PlanCacheRequest, PlanOrigin, ProducedPlan, ProducePlan, WarmPlan } from './plan-cache.ts';
import { plainSettings, type PlanCacheOptions } from './plan-cache-options.ts';
import { Recall } from './recall.ts';
import { isLegalThroughout } from './similarity/similar-tier.ts';
import { textVectors } from './similarity/text-vectors.ts';
import { readStats } from './read-stats.ts';
import { frozenPlan } from './table/frozen-plan.ts';

/**
 * A plan cache in memory. An answer for an equal world is legal, because equal keys mean equal verdicts; every other
 * answer was checked against the live world, all steps, before it was given.
 *
 * @throws `InvalidOptionError` for an option outside its range.
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
  const settings = plainSettings(options);
  const holdings = new Holdings(settings);
  const lookups = new Lookups(holdings);
  const persistence = new Persistence(holdings, settings);

  const keep = <World>(at: RequestKey, request: PlanCacheRequest<World>, given: Plan, origin: PlanOrigin): boolean => {
    const plan = frozenPlan(given);
    const likeness = holdings.likenessOf(at.scope, request, plan.steps);
    const isKept = holdings.put({ at, plan, origin, likeness, isChecked: true });
    if (isKept) persistence.changed();
    return isKept;
  };
  const keepLegal = <World>(request: PlanCacheRequest<World>, plan: Plan, origin: PlanOrigin = {}): boolean => {
    const { domain, world } = request;
    if (plan.steps.length === 0 || (domain !== undefined && !isLegalThroughout(domain, world, plan.steps))) return false;
    return keep(holdings.keys.get(request), request, plan, origin);
  };
  const flights = new SingleFlight<ProducedPlan>();
  const recall = new Recall({ holdings, lookups, flights, vectors: textVectors(holdings, settings.similarity.embedder), settings, keep });

  const cache = Object.freeze({
    lookup: <World>(request: PlanCacheRequest<World>) => lookups.exact(request),
    find: <World>(request: PlanCacheRequest<World>) => lookups.find(request),
    peek: <World>(request: PlanCacheRequest<World>) => lookups.peek(request),
    store: <World>(request: PlanCacheRequest<World>, plan: Plan, origin?: PlanOrigin) => void keepLegal(request, plan, origin),
    recall: <World>(request: PlanCacheRequest<World>, produce: ProducePlan, context: CallContext) => recall.run(request, produce, context),
    invalidate(which: Invalidation) {
      const count = invalidate(holdings, which);
      if (count > 0) persistence.changed();
      return count;
    },
    warm<World>(plans: Iterable<WarmPlan<World>>) {
      let kept = 0;
      for (const { request, plan, origin } of plans) if (keepLegal(request, plan, origin)) kept += 1;
      return kept;
    },
    load: () => persistence.load(),
    flush: () => persistence.flush(),
    stats: () => readStats({ holdings, lookups, recall, persistence }),
    clear() {
      holdings.table.clear();
      persistence.changed();
    },
  } satisfies PlanCache);
  ownCaches.add(cache);
  return cache;
}

const ownCaches = new WeakSet<object>();

/**
 * True for what {@link createPlanCache} made, and nothing else: its answers need no second look, because those for equal
 * worlds are legal by their keys and all others were checked. What is wrapped around a cache may answer anything.
 *
 * @example
 * ```ts
 * import { createPlanCache, isPlanCache } from '@planweave/prompt-cache';
 *
 * const cache = createPlanCache();
 * isPlanCache(cache); //=> true
 * isPlanCache({ ...cache }); //=> false
 * ```
 */
export function isPlanCache(value: object): boolean {
  return ownCaches.has(value);
}
