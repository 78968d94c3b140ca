import { createPlan, type CancelTimer, type PlanStep } from '@planweave/core-types';
import type { Holdings } from './holdings.ts';
import type { PlanCacheSettings } from './plan-cache-options.ts';
import { readStoredPlan } from './stores/read-stored-plan.ts';
import type { StoredPlan } from './stores/plan-cache-store.ts';
import type { CacheEntry } from './table/cache-entry.ts';

/** Moves plans between a cache and its store. */
export class Persistence {
  failedSaves = 0;
  readonly #holdings: Holdings;
  readonly #settings: PlanCacheSettings;
  #cancelTimer: CancelTimer | undefined;

  constructor(holdings: Holdings, settings: PlanCacheSettings) {
    this.#holdings = holdings;
    this.#settings = settings;
  }

  /** Saves a little later, once for all changes until then. */
  changed(): void {
    const { store, clock, saveDelayMs } = this.#settings;
    if (store === undefined || this.#cancelTimer !== undefined) return;
    this.#cancelTimer = clock.schedule(() => {
      // nobody waits for it; the next change tries again, and `stats` counts
      void this.flush().catch(() => {});
    }, saveDelayMs);
  }

  async flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const { store } = this.#settings;
    try {
      await store?.save(this.#holdings.table.all().map((entry) => this.#stored(entry)));
    } catch (error) {
      this.failedSaves += 1;
      throw error;
    }
  }

  async load(): Promise<{ readonly loaded: number; readonly skipped: number }> {
    const { store } = this.#settings;
    if (store === undefined) return { loaded: 0, skipped: 0 };
    const { plans, skipped } = await store.load();
    const loaded = plans.filter((plan) => this.#take(plan)).length;
    return { loaded, skipped: skipped + plans.length - loaded };
  }

  /** Takes an entry from the store, unless it is damaged or what is known already is newer. */
  #take(given: StoredPlan): boolean {
    const stored = readStoredPlan(given);
    if (stored === undefined) return false;
    const { keys, scopes, table, similar } = this.#holdings;
    const scope = scopes.of(stored.scope);
    const key = keys.restored(scope, Buffer.from(stored.key, 'base64').toString('latin1'));
    if (table.peek(key) !== undefined) return true;
    const { plan, likeness, ageMs, model, tags, tokens } = stored;
    return this.#holdings.put({
      at: { key, scope },
      plan: createPlan(plan.steps as readonly PlanStep[], { id: plan.id, rationale: plan.rationale }),
      origin: { model, tags, tokens },
      likeness:
        likeness && similar
          ? {
              outline: { facts: keys.restored(scope, Buffer.from(likeness.facts, 'base64').toString('latin1')), numbers: likeness.numbers, texts: likeness.texts },
              steps: likeness.steps as readonly PlanStep[],
            }
          : undefined,
      ageMs,
      isChecked: false,
    });
  }

  #stored(entry: CacheEntry): StoredPlan {
    const { key, scope, plan, origin, likeness } = entry;
    const { model, tags, tokens } = origin;
    const { keys } = this.#holdings;
    const stable = (text: string) => Buffer.from(keys.stable({ key: text, scope }), 'latin1').toString('base64');
    return {
      scope: scope.text,
      key: stable(key),
      plan: { id: plan.id, steps: plan.steps, ...(plan.rationale !== undefined && { rationale: plan.rationale }) },
      ageMs: Math.max(0, this.#holdings.ageMs(entry)),
      ...(model !== undefined && { model }),
      ...(tags !== undefined && { tags }),
      ...(tokens !== undefined && { tokens }),
      ...(likeness && { likeness: { facts: stable(likeness.outline.facts), numbers: likeness.outline.numbers, texts: likeness.outline.texts, steps: likeness.steps } }),
    };
  }
}
