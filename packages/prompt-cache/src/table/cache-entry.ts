import type { Plan } from '@planweave/core-types';
import type { Scope } from '../key/scopes.ts';
import type { PlanCacheAnswer, PlanOrigin } from '../plan-cache.ts';
import type { Likeness } from '../similarity/likeness.ts';

/** One plan and what is known of it. */
export interface CacheEntry {
  /** Scope and world; see `KeyWriter`. */
  readonly key: string;
  readonly scope: Scope;
  readonly plan: Plan;
  readonly origin: PlanOrigin;
  /** On the cache's clock. */
  readonly storedAt: number;
  readonly bytes: number;
  /** When it was last used, as a count of uses. */
  lastUse: number;
  /** What similar worlds are compared with; `undefined` when they are not to get this plan. */
  likeness: Likeness | undefined;
  /** False for what came from outside, until it was found legal in its world. */
  isChecked: boolean;
  /** What is answered to equal worlds, when age does not matter; made when first asked for. */
  answer: PlanCacheAnswer | undefined;
}

/** What an entry takes besides its texts: objects, pointers, places in tables (measured by `bench/memory.bench.ts`). */
const fixedBytes = 400;

/** About how much memory an entry takes. The size of its steps is estimated from their JSON. */
export function entryBytes(key: string, plan: Plan, likeness: Likeness | undefined): number {
  const text = plan.rationale?.length ?? 0;
  const similar = likeness === undefined ? 0 : 160 + 2 * likeness.outline.facts.length + 8 * likeness.outline.numbers.length + likeness.outline.texts.join('').length + JSON.stringify(likeness.steps).length;
  return fixedBytes + 2 * key.length + 2 * JSON.stringify(plan.steps).length + text + similar;
}
