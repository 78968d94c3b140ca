import type { Holdings } from './holdings.ts';
import type { Lookups } from './lookups.ts';
import type { Persistence } from './persistence.ts';
import type { PlanCacheStats } from './plan-cache.ts';
import type { Recall } from './recall.ts';

/** The counts of all parts of a cache, as one. */
export function readStats(parts: { readonly holdings: Holdings; readonly lookups: Lookups; readonly recall: Recall; readonly persistence: Persistence }): PlanCacheStats {
  const { holdings, lookups, recall, persistence } = parts;
  const { exactHits: exact, similarHits: similar, repaired, staleAnswers: stale, misses, tokensSaved } = lookups;
  const { entries, bytes, evictions } = holdings.table;
  const { stored, expired, invalidated } = holdings;
  const { produced, joined, refreshes } = recall;
  const total = exact + similar + stale + misses;
  return {
    lookups: total,
    exact,
    similar,
    repaired,
    stale,
    misses,
    hitRatio: total === 0 ? 0 : (exact + similar) / total,
    entries,
    bytes,
    stored,
    evictions,
    expired,
    invalidated,
    tokensSaved,
    produced,
    joined,
    refreshes,
    failedSaves: persistence.failedSaves,
  };
}
