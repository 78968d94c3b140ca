import type { CacheChanged } from '@planweave/core-types';
import type { PlannerCache } from '../planner-options.ts';
import { tellFailure } from '../request/contained.ts';
import type { PlanRequest } from '../request/plan-request.ts';

/** Tells observers what a cache has given up since somebody last looked. */
export interface CacheLosses {
  /** One event for each kind of loss; nothing when nobody listens. What the cache throws is reported. */
  tell<World>(request: PlanRequest<World>): void;
}

type Losses = Readonly<Record<'evictions' | 'expired' | 'invalidated', number>>;

const changes: readonly (readonly [keyof Losses, CacheChanged['change']])[] = [
  ['evictions', 'evicted'],
  ['expired', 'expired'],
  ['invalidated', 'invalidated'],
];
const none: Losses = { evictions: 0, expired: 0, invalidated: 0 };

/** One for each cache, because planners that share a cache may share an observer too, and each loss is told once. */
const known = new WeakMap<PlannerCache, CacheLosses>();

/** What a cache loses from now on, or from when another planner began to watch it. A cache without counts loses nothing. */
export function cacheLosses(cache: PlannerCache): CacheLosses {
  let losses = known.get(cache);
  if (losses === undefined) known.set(cache, (losses = watch(cache)));
  return losses;
}

function watch(cache: PlannerCache): CacheLosses {
  let told = lossesSoFar(cache);
  return {
    tell(request) {
      const { report, requestId, clock } = request;
      if (report === undefined || cache.stats === undefined) return;
      let now: Losses;
      try {
        now = cache.stats();
      } catch (thrown) {
        tellFailure(request, 'The plan cache', 'cache', thrown);
        return;
      }
      const before = told;
      told = now;
      for (const [count, change] of changes) {
        const entries = now[count] - before[count];
        if (entries > 0) report({ type: 'cache-changed', requestId, at: clock.now(), change, entries });
      }
    },
  };
}

function lossesSoFar(cache: PlannerCache): Losses {
  try {
    return cache.stats?.() ?? none;
  } catch {
    // it is told when there is somebody to tell it to
    return none;
  }
}
