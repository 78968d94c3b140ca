import type { PlanCacheStore } from './plan-cache-store.ts';

/**
 * A store in memory: several caches of one process share what they know by it, and tests need no files.
 *
 * @example
 * ```ts
 * import { createPlan } from '@planweave/core-types';
 * import { createPlanCache, memoryStore } from '@planweave/prompt-cache';
 *
 * const store = memoryStore();
 * const request = { namespace: 'phi3:mini', world: { ammo: 0 } };
 * const first = createPlanCache({ store });
 * first.store(request, createPlan([{ act: 'Reload' }]));
 * await first.flush();
 *
 * const second = createPlanCache({ store });
 * await second.load(); //=> { loaded: 1, skipped: 0 }
 * second.lookup(request)?.steps; //=> [{ act: 'Reload' }]
 * ```
 */
export function memoryStore(): PlanCacheStore {
  let saved = '[]';
  return Object.freeze({
    // as text, so that nobody holds on to what somebody else may change
    load: async () => ({ plans: JSON.parse(saved), skipped: 0 }),
    async save(plans) {
      saved = JSON.stringify(plans);
    },
  } satisfies PlanCacheStore);
}
