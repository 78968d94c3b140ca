import type { Holdings } from './holdings.ts';
import type { Invalidation } from './plan-cache.ts';
import type { CacheEntry } from './table/cache-entry.ts';

/** Gives up all entries that fit, and says how many. */
export function invalidate(holdings: Holdings, which: Invalidation): number {
  const given = holdings.table.all().filter((entry) => fits(holdings, entry, which));
  for (const entry of given) holdings.giveUp(entry);
  return given.length;
}

function fits(holdings: Holdings, entry: CacheEntry, { tool, model, tag, where }: Invalidation): boolean {
  const { plan, origin } = entry;
  return (
    (tool === undefined || plan.steps.some(({ act }) => act === tool)) &&
    (model === undefined || origin.model === model) &&
    (tag === undefined || origin.tags?.includes(tag) === true) &&
    (where === undefined || where({ plan, ...origin, freshness: holdings.freshness(entry), ageMs: holdings.ageMs(entry) }))
  );
}
