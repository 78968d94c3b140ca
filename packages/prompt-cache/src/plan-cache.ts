import type { CacheVerdict, CallContext, CanonicalWorld, Plan, PlanDomain } from '@planweave/core-types';

/** What the cache needs of a domain, which must not change: what was kept under it is as legal as it was then. */
export type CacheDomain<World> = Pick<PlanDomain<World>, 'name' | 'registry' | 'encode' | 'check' | 'isFrozen' | 'similarity'>;

/** What a plan is made from, and is looked up by. */
export interface PlanCacheRequest<World = CanonicalWorld> {
  /**
   * Everything besides the world that decides what a plan looks like; `planNamespace` makes it. The domain's name and
   * the digest of its tools are added by the cache. Requests of different namespaces never meet.
   */
  readonly namespace: string;
  /** The live world; plain JSON data in canonical form when there is no `domain`. It is only read. */
  readonly world: World;
  /** Encodes, compares and checks worlds. Without it, plans are kept for equal worlds only and cannot be checked. */
  readonly domain?: CacheDomain<World> | undefined;
}

/** What a cache is told about a plan besides its steps. */
export interface PlanOrigin {
  /** The model that wrote it, for {@link PlanCache.invalidate}. */
  readonly model?: string | undefined;
  /** Names of your own, for {@link PlanCache.invalidate}: a level of the game, a quest. */
  readonly tags?: readonly string[] | undefined;
  /** What it took to make, which is what each hit saves. @default 0 */
  readonly tokens?: number | undefined;
}

/** What the cache says to a request. */
export interface PlanCacheAnswer {
  /**
   * `hit`: stored for an equal world. `similar`: stored for another world, all steps are legal here. `repaired`: the same,
   * cut before the first step that is not legal here, and from then on proposed to no other world. `stale`: there was a
   * plan, but it is too old or not legal here, and it was given up. `miss`: there was none.
   */
  readonly verdict: Exclude<CacheVerdict, 'bypass'>;
  /** Frozen and never empty; `undefined` when the verdict is `stale` or `miss`. */
  readonly plan: Plan | undefined;
  /** How far the stored world is from this one, as a share of what is tolerated: 0 for an equal one, 1 at most. */
  readonly distance: number;
  /** 1 when the plan was just made, half of it after each half-life. */
  readonly freshness: number;
  /** What the plan took to make. */
  readonly tokensSaved: number;
  /**
   * How long ago the plan was stored, in milliseconds, at the moment that this is read; `undefined` when there is none. A
   * copy of the answer has it only if it is copied by name.
   */
  readonly ageMs?: number | undefined;
}

/** What {@link PlanCache.recall} asks for on a miss. */
export interface ProducedPlan extends PlanOrigin {
  readonly plan: Plan;
  /** False for a plan that is no answer to the full request: a fallback, a part, a plan for a later state. @default true */
  readonly isStorable?: boolean;
}

/** What {@link PlanCache.recall} gives. */
export interface RecalledPlan {
  /** Frozen. The object is the caller's own, also when others got the same steps. */
  readonly plan: Plan;
  /** As in {@link PlanCacheAnswer}; `miss` and `stale`: it was made. `bypass`: the world could not be looked up, and it was made. */
  readonly verdict: CacheVerdict;
  /** True when it was made for another request that ran at the same time. */
  readonly isShared: boolean;
  readonly distance: number;
  /** 1 for a plan that was just made; see {@link PlanCacheAnswer.freshness}. */
  readonly freshness: number;
  /** True when the plan is old, and a new one is being made behind it. */
  readonly isRefreshing: boolean;
  readonly tokensSaved: number;
}

/** Makes a plan when the cache has none. It must stop when `context.signal` aborts. */
export type ProducePlan = (context: CallContext) => Promise<ProducedPlan>;

/** Which entries to give up; an entry must fit all that is given. */
export interface Invalidation {
  /** Plans with a step of this tool, by its canonical name. */
  readonly tool?: string;
  /** Plans of this model; see {@link PlanOrigin.model}. */
  readonly model?: string;
  /** Plans with this tag; see {@link PlanOrigin.tags}. */
  readonly tag?: string;
  readonly where?: (entry: { readonly plan: Plan; readonly freshness: number; readonly ageMs: number } & PlanOrigin) => boolean;
}

/** A plan from elsewhere, for a request that may come. */
export interface WarmPlan<World = CanonicalWorld> {
  readonly request: PlanCacheRequest<World>;
  readonly plan: Plan;
  readonly origin?: PlanOrigin;
}

/** Counts since the cache was made. `lookups` is always `exact + similar + stale + misses`. */
export interface PlanCacheStats {
  readonly lookups: number;
  /** Answered for an equal world. */
  readonly exact: number;
  /** Answered from another world, whole or repaired. */
  readonly similar: number;
  /** Of {@link similar}, those that lost steps. */
  readonly repaired: number;
  /** There was a plan, but too old or not legal. */
  readonly stale: number;
  readonly misses: number;
  /** Answered, as a share of all lookups, in 0..1; 0 before the first one. */
  readonly hitRatio: number;
  /** Plans held now. */
  readonly entries: number;
  /** About the memory that they take, in bytes. */
  readonly bytes: number;
  readonly stored: number;
  /** Given up for room. */
  readonly evictions: number;
  /** Given up for age. */
  readonly expired: number;
  /** Given up on demand, or because they were found illegal. */
  readonly invalidated: number;
  /** Tokens that answers from the cache saved. */
  readonly tokensSaved: number;
  /** Generations begun by `recall`, refreshes included. */
  readonly produced: number;
  /** Requests that waited for another one's generation instead of beginning their own. */
  readonly joined: number;
  /** Generations begun behind an old plan. */
  readonly refreshes: number;
  /** Saves to the store that failed. */
  readonly failedSaves: number;
}

/** Keeps plans for worlds that were seen before. */
export interface PlanCache {
  /**
   * The plan stored for exactly this request, or `undefined`. Synchronous, without a promise or a timer.
   *
   * @throws What the domain's `encode` throws; `TypeError` for a world that is no plain JSON and has no domain. So do the
   * methods below, except `recall`. A world is not even looked at while nothing is stored for its namespace.
   */
  lookup<World>(request: PlanCacheRequest<World>): Plan | undefined;
  /** The same, with everything there is to say, and with the plans of similar worlds when the cache is told to. */
  find<World>(request: PlanCacheRequest<World>): PlanCacheAnswer;
  /** Like {@link lookup}, but leaves no trace: neither counted nor taken for use. */
  peek<World>(request: PlanCacheRequest<World>): Plan | undefined;
  /**
   * Keeps a plan, if it is legal in the world; the domain is asked, and without one nothing is checked. A plan without steps is
   * not kept, for it would be served as an answer. Arguments of steps are plain JSON data.
   */
  store<World>(request: PlanCacheRequest<World>, plan: Plan, origin?: PlanOrigin): void;
  /**
   * The plan for a request, from the cache or from `produce`. Requests that are equal and run at the same time share one
   * generation: each leaves at its own deadline, the generation is stopped when the last has left, and when it fails, one
   * of those who wait tries again. What `produce` gives is handed on as it is, but kept only when it is legal in the
   * world that was asked about. {@link clear} and {@link invalidate} do not stop what is on its way from being kept.
   *
   * @throws `CancelledError` when the caller's signal aborts; `TimedOutError` at the caller's deadline; whatever
   * `produce` throws, to the one who began it.
   */
  recall<World>(request: PlanCacheRequest<World>, produce: ProducePlan, context: CallContext): Promise<RecalledPlan>;
  /** Gives up all entries that fit, and says how many. `{}` fits all. */
  invalidate(which: Invalidation): number;
  /** Keeps plans from elsewhere, each as {@link store} does, and says how many. */
  warm<World>(plans: Iterable<WarmPlan<World>>): number;
  /**
   * Reads what the store kept. Call it before anything is stored: a save replaces all that the store holds. Its plans are
   * checked before each is first served, if its request has a domain. Says how many of them are held now, and how many
   * entries were unusable.
   */
  load(): Promise<{ readonly loaded: number; readonly skipped: number }>;
  /** Writes all entries to the store now, instead of a little later. Does nothing without a store. */
  flush(): Promise<void>;
  stats(): PlanCacheStats;
  /** Gives up all entries; counts stay. */
  clear(): void;
}
