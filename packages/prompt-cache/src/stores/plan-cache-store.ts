/** One plan as a store keeps it: plain JSON data, the same in every process. What it means is the cache's business. */
export interface StoredPlan {
  /** Namespace, domain and tools. */
  readonly scope: string;
  /** The world, in base64. */
  readonly key: string;
  /** The plan's id, steps and rationale. */
  readonly plan: { readonly id: string; readonly steps: readonly unknown[]; readonly rationale?: string };
  /** How old the plan was when it was saved, in milliseconds. Time in which no cache runs does not count. */
  readonly ageMs: number;
  readonly model?: string;
  readonly tags?: readonly string[];
  readonly tokens?: number;
  /** What similar worlds are compared with. */
  readonly likeness?: { readonly facts: string; readonly numbers: readonly number[]; readonly texts: readonly string[]; readonly steps: readonly unknown[] };
}

/** What a store held. */
export interface StoredPlans {
  /** Least recently used first. The cache checks each of them, so they need not be trusted. */
  readonly plans: readonly StoredPlan[];
  /** Entries that could not be read. */
  readonly skipped: number;
}

/**
 * Keeps the plans of a cache beyond its process. `planCacheStoreContract` of `@planweave/testing` tests one.
 *
 * A reader finds either all of one `save` or all of another, never a mixture, whenever the writer was stopped.
 */
export interface PlanCacheStore {
  /** What was saved last; nothing when nothing ever was. Damaged entries are left out and counted. */
  load(): Promise<StoredPlans>;
  /** Keeps exactly these plans from now on. Of two saves, the one that was begun later wins. */
  save(plans: readonly StoredPlan[]): Promise<void>;
}
