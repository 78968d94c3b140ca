import type { Plan } from '@planweave/core-types';
import type { Holdings } from './holdings.ts';
import type { PlanCacheAnswer, PlanCacheRequest } from './plan-cache.ts';
import type { CacheEntry } from './table/cache-entry.ts';

const miss: PlanCacheAnswer = Object.freeze({ verdict: 'miss', plan: undefined, distance: 0, freshness: 0, tokensSaved: 0 });
const stale: PlanCacheAnswer = Object.freeze({ ...miss, verdict: 'stale' });

/** Answers requests from what is held, and counts the answers. */
export class Lookups {
  exactHits = 0;
  similarHits = 0;
  repaired = 0;
  staleAnswers = 0;
  misses = 0;
  tokensSaved = 0;
  readonly #holdings: Holdings;

  constructor(holdings: Holdings) {
    this.#holdings = holdings;
  }

  /** The plan for exactly this request; see `PlanCache.lookup`. */
  exact<World>(request: PlanCacheRequest<World>): Plan | undefined {
    const found = this.#held(request);
    if (found === undefined) this.misses += 1;
    else if (found === 'stale') this.staleAnswers += 1;
    else return this.#served(found).plan;
  }

  /** The best answer there is; see `PlanCache.find`. */
  find<World>(request: PlanCacheRequest<World>): PlanCacheAnswer {
    const held = this.#held(request);
    if (held === undefined || held === 'stale') return this.#findSimilar(request, held === 'stale');
    const entry = this.#served(held);
    if (this.#holdings.ages) return new FoundPlan(this.#holdings, entry, { verdict: 'hit', plan: entry.plan, distance: 0 });
    // the answer is always the same
    entry.answer ??= Object.freeze(new FoundPlan(this.#holdings, entry, { verdict: 'hit', plan: entry.plan, distance: 0 }));
    return entry.answer;
  }

  /** The plan for exactly this request, without any trace. */
  peek<World>(request: PlanCacheRequest<World>): Plan | undefined {
    const { keys, table } = this.#holdings;
    const key = keys.find(request);
    const entry = key === undefined ? undefined : table.peek(key);
    return entry !== undefined && this.#holdings.isYoung(entry) && this.#holdings.isLegal(entry, request) ? entry.plan : undefined;
  }

  #held<World>(request: PlanCacheRequest<World>): CacheEntry | 'stale' | undefined {
    const { keys, table } = this.#holdings;
    const key = keys.find(request);
    if (key === undefined) return undefined;
    const entry = table.get(key);
    if (entry === undefined) return undefined;
    return this.#holdings.isAlive(entry) && this.#holdings.isLegal(entry, request) ? entry : 'stale';
  }

  #served(entry: CacheEntry): CacheEntry {
    this.exactHits += 1;
    this.tokensSaved += entry.origin.tokens ?? 0;
    return entry;
  }

  #findSimilar<World>(request: PlanCacheRequest<World>, wasStale: boolean): PlanCacheAnswer {
    const { domain, namespace, world } = request;
    const { similar, scopes } = this.#holdings;
    const scope = domain && similar && scopes.find(domain, namespace);
    const { found, refused } =
      domain === undefined || similar === undefined || scope === undefined
        ? { found: undefined, refused: 0 }
        : similar.find({ domain, world, scope }, (entry) => this.#holdings.isAlive(entry));
    if (found === undefined) {
      if (wasStale || refused > 0) {
        this.staleAnswers += 1;
        return stale;
      }
      this.misses += 1;
      return miss;
    }
    const { entry, plan, distance, isCut } = found;
    this.similarHits += 1;
    if (isCut) this.repaired += 1;
    this.tokensSaved += entry.origin.tokens ?? 0;
    return new FoundPlan(this.#holdings, entry, { verdict: isCut ? 'repaired' : 'similar', plan, distance });
  }
}

/** An answer with a plan. Its age is read only when somebody asks, because a look at the clock takes several times as long as the answer itself. */
class FoundPlan implements PlanCacheAnswer {
  readonly verdict: PlanCacheAnswer['verdict'];
  readonly plan: Plan;
  readonly distance: number;
  readonly freshness: number;
  readonly tokensSaved: number;
  readonly #holdings: Holdings;
  readonly #entry: CacheEntry;

  constructor(holdings: Holdings, entry: CacheEntry, { verdict, plan, distance }: Pick<FoundPlan, 'verdict' | 'plan' | 'distance'>) {
    this.verdict = verdict;
    this.plan = plan;
    this.distance = distance;
    this.freshness = holdings.freshness(entry);
    this.tokensSaved = entry.origin.tokens ?? 0;
    this.#holdings = holdings;
    this.#entry = entry;
  }

  get ageMs(): number {
    return this.#holdings.ageMs(this.#entry);
  }
}
