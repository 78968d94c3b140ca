import { createPlan, type CancelTimer, type PlanStep } from '@planweave/core-types';
import type { Holdings } from './holdings.ts';
import type { Scope } from './key/scopes.ts';
import type { PlanCacheSettings } from './plan-cache-options.ts';
import type { Likeness } from './similarity/likeness.ts';
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
      await store?.save(this.#holdings.table.all().flatMap((entry) => this.#stored(entry) ?? []));
    } catch (error) {
      this.failedSaves += 1;
      throw error;
    }
  }

  async load(): Promise<{ readonly loaded: number; readonly skipped: number }> {
    const { store } = this.#settings;
    if (store === undefined) return { loaded: 0, skipped: 0 };
    const { plans, skipped } = await store.load();
    const keys = plans.flatMap((plan) => this.#take(plan) ?? []);
    // others may have needed the room of the first
    const loaded = keys.filter((key) => this.#holdings.table.peek(key) !== undefined).length;
    return { loaded, skipped: skipped + plans.length - keys.length };
  }

  /** Takes an entry from the store, and says where it is; `undefined` for one that is damaged. What is known already is newer and stays. */
  #take(given: StoredPlan): string | undefined {
    const stored = readStoredPlan(given);
    if (stored === undefined) return undefined;
    const { keys, scopes, table } = this.#holdings;
    const scope = scopes.of(stored.scope);
    const key = keys.restored(scope, fromBase64(stored.key));
    if (key === undefined || table.peek(key) !== undefined) return key;
    const { plan, likeness, ageMs, model, tags, tokens } = stored;
    this.#holdings.put({
      at: { key, scope },
      plan: createPlan(structuredClone(plan.steps) as readonly PlanStep[], { id: plan.id, rationale: plan.rationale }),
      origin: { model, tags, tokens },
      likeness: likeness && this.#holdings.similar && this.#likeness(scope, likeness),
      ageMs,
      isChecked: false,
    });
    return key;
  }

  #likeness(scope: Scope, { facts, numbers, texts, steps }: NonNullable<StoredPlan['likeness']>): Likeness {
    return { outline: { facts: this.#holdings.keys.withScope(scope, fromBase64(facts)), numbers, texts }, steps: steps as readonly PlanStep[] };
  }

  #stored(entry: CacheEntry): StoredPlan | undefined {
    const { scope, plan, origin, likeness } = entry;
    const { model, tags, tokens } = origin;
    const { keys } = this.#holdings;
    const key = keys.stable(entry);
    if (key === undefined) return undefined;
    return {
      scope: scope.text,
      key: toBase64(key),
      plan: { id: plan.id, steps: plan.steps, ...(plan.rationale !== undefined && { rationale: plan.rationale }) },
      ageMs: Math.max(0, this.#holdings.ageMs(entry)),
      ...(model !== undefined && { model }),
      ...(tags !== undefined && { tags }),
      ...(tokens !== undefined && { tokens }),
      ...(likeness && {
        likeness: { facts: toBase64(keys.withoutScope(scope, likeness.outline.facts)), numbers: likeness.outline.numbers, texts: likeness.outline.texts, steps: likeness.steps },
      }),
    };
  }
}

function toBase64(key: string): string {
  return Buffer.from(key, 'utf16le').toString('base64');
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf16le');
}
