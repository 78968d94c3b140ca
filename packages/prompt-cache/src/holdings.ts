import type { Plan, PlanStep } from '@planweave/core-types';
import { RequestKeys, type RequestKey } from './key/request-keys.ts';
import { Scopes, type Scope } from './key/scopes.ts';
import type { PlanCacheRequest, PlanOrigin } from './plan-cache.ts';
import type { PlanCacheSettings } from './plan-cache-options.ts';
import type { Likeness } from './similarity/likeness.ts';
import { isLegalThroughout, SimilarTier } from './similarity/similar-tier.ts';
import { entryBytes, type CacheEntry } from './table/cache-entry.ts';
import { PlanTable } from './table/plan-table.ts';

/** What is put into {@link Holdings}. */
export interface NewEntry {
  readonly at: RequestKey;
  /** Frozen, all the way down. */
  readonly plan: Plan;
  readonly origin: PlanOrigin;
  readonly likeness: Likeness | undefined;
  readonly ageMs?: number;
  readonly isChecked: boolean;
}

/** Everything a cache holds: the entries, how they are found, and how old they are. It counts what leaves, not who asks. */
export class Holdings {
  readonly scopes = new Scopes();
  readonly keys = new RequestKeys(this.scopes);
  readonly table: PlanTable;
  readonly similar: SimilarTier | undefined;
  stored = 0;
  expired = 0;
  invalidated = 0;
  readonly #settings: PlanCacheSettings;
  /** Whether it matters how old an entry is. */
  readonly ages: boolean;

  constructor(settings: PlanCacheSettings) {
    this.#settings = settings;
    this.ages = settings.ttlMs < Infinity || settings.freshness.halfLifeMs < Infinity;
    const { threshold } = settings.similarity;
    this.similar = threshold > 0 ? new SimilarTier(threshold) : undefined;
    this.table = new PlanTable(settings, (entry) => {
      this.scopes.leave(entry.scope);
      this.similar?.demote(entry);
    });
  }

  /** Keeps a plan, unless it has no steps. */
  put({ at: { key, scope }, plan, origin, likeness, ageMs = 0, isChecked }: NewEntry): boolean {
    if (plan.steps.length === 0) return false;
    const storedAt = this.#settings.clock.now() - ageMs;
    const entry: CacheEntry = { key, scope, plan, origin: ownOrigin(origin), storedAt, bytes: entryBytes(key, plan, likeness), likeness, isChecked, answer: undefined, lastUse: 0 };
    this.scopes.enter(scope);
    if (!this.table.set(entry)) {
      this.scopes.leave(scope);
      return false;
    }
    this.similar?.add(entry);
    this.stored += 1;
    return true;
  }

  /** What similar worlds would find a plan for this request by, if they may. */
  likenessOf<World>(scope: Scope, { domain, world }: PlanCacheRequest<World>, steps: readonly PlanStep[]): Likeness | undefined {
    return domain && this.similar?.likenessOf({ domain, world, scope }, steps);
  }

  /** False for an entry that is too old, which is then given up. */
  isAlive(entry: CacheEntry): boolean {
    if (this.isYoung(entry)) return true;
    if (this.table.delete(entry)) this.expired += 1;
    return false;
  }

  /** False for an entry that is too old. */
  isYoung(entry: CacheEntry): boolean {
    return !this.ages || this.ageMs(entry) < this.#settings.ttlMs;
  }

  /** False for an entry from outside whose plan is not legal in its own world; it is then given up. */
  isLegal<World>(entry: CacheEntry, { domain, world }: PlanCacheRequest<World>): boolean {
    if (entry.isChecked || domain === undefined) return true;
    entry.isChecked = isLegalThroughout(domain, world, entry.plan.steps);
    if (!entry.isChecked) this.giveUp(entry);
    return entry.isChecked;
  }

  giveUp(entry: CacheEntry): void {
    if (this.table.delete(entry)) this.invalidated += 1;
  }

  ageMs(entry: CacheEntry): number {
    return this.#settings.clock.now() - entry.storedAt;
  }

  /** 1 for a new entry, half of it after each half-life. */
  freshness(entry: CacheEntry): number {
    return this.ages ? 0.5 ** (Math.max(0, this.ageMs(entry)) / this.#settings.freshness.halfLifeMs) : 1;
  }
}

/** A copy that nobody else can change. */
function ownOrigin({ model, tags, tokens }: PlanOrigin): PlanOrigin {
  if (model === undefined && tags === undefined && tokens === undefined) return unknownOrigin;
  return Object.freeze({ model, tags: tags && Object.freeze([...tags]), tokens: isAmount(tokens) ? tokens : undefined });
}

/** Shared, because there may be very many of them. */
const unknownOrigin: PlanOrigin = Object.freeze({});

/** Any other number would spoil the sum of all. */
function isAmount(tokens: number | undefined): boolean {
  return tokens === undefined || (Number.isFinite(tokens) && tokens >= 0);
}
