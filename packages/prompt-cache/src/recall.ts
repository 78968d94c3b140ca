import { asPlanweaveError, createCallContext, type CallContext, type Plan } from '@planweave/core-types';
import type { SingleFlight } from './flights/single-flight.ts';
import type { Holdings } from './holdings.ts';
import type { RequestKey } from './key/request-keys.ts';
import type { Lookups } from './lookups.ts';
import type { PlanCacheAnswer, PlanCacheRequest, PlanOrigin, ProducedPlan, ProducePlan, RecalledPlan } from './plan-cache.ts';
import type { PlanCacheSettings } from './plan-cache-options.ts';
import type { TextVectors } from './similarity/text-vectors.ts';

/** What recalling needs of the cache. */
export interface RecallParts {
  readonly holdings: Holdings;
  readonly lookups: Lookups;
  readonly flights: SingleFlight<ProducedPlan>;
  readonly vectors: TextVectors | undefined;
  readonly settings: PlanCacheSettings;
  readonly keep: <World>(at: RequestKey, request: PlanCacheRequest<World>, plan: Plan, origin: PlanOrigin) => void;
}

/** Plans from the cache, or made; see `PlanCache.recall`. */
export class Recall {
  produced = 0;
  joined = 0;
  refreshes = 0;
  readonly #parts: RecallParts;

  constructor(parts: RecallParts) {
    this.#parts = parts;
  }

  async run<World>(request: PlanCacheRequest<World>, produce: ProducePlan, context: CallContext): Promise<RecalledPlan> {
    const { clock } = context;
    const startedAt = clock.now();
    let at: RequestKey;
    let answer: PlanCacheAnswer;
    try {
      // before anything is waited for: a plan belongs to the world as it was when it was asked for
      at = this.#parts.holdings.keys.get(request);
      answer = await this.#ask(request, context);
    } catch (thrown) {
      return this.#bypass(produce, context, thrown);
    }
    const { verdict, plan, ...found } = answer;
    const { distance, tokensSaved } = found;
    context.report?.({ type: 'cache-looked-up', requestId: context.requestId, at: clock.now(), verdict, durationMs: clock.now() - startedAt, distance, ageMs: answer.ageMs, tokensSaved });
    if (plan !== undefined) return { ...found, plan: ownCopy(plan), verdict, isShared: false, isRefreshing: this.#refresh(at, request, found.freshness, produce, context) };
    const { result, isShared } = await this.#make(at, request, produce, context);
    return { plan: ownCopy(result.plan), verdict, isShared, distance: 0, freshness: 1, isRefreshing: false, tokensSaved: isShared ? (result.tokens ?? 0) : 0 };
  }

  /** Asks once more when the vectors of new texts may have made a difference. */
  async #ask<World>(request: PlanCacheRequest<World>, context: CallContext): Promise<PlanCacheAnswer> {
    const { lookups, vectors } = this.#parts;
    if (vectors !== undefined && lookups.peek(request) === undefined) await vectors.learn(request, context);
    return lookups.find(request);
  }

  async #make<World>(at: RequestKey, request: PlanCacheRequest<World>, produce: ProducePlan, context: CallContext) {
    const flown = await this.#parts.flights.run(
      at.key,
      async (shared) => {
        this.produced += 1;
        const made = await produce(shared);
        if (made.isStorable !== false) this.#keep(at, request, made, shared);
        return made;
      },
      context,
    );
    if (flown.isShared) this.joined += 1;
    return flown;
  }

  #keep<World>(at: RequestKey, request: PlanCacheRequest<World>, { plan, ...origin }: ProducedPlan, { report, requestId, clock }: CallContext): void {
    const { holdings, keep } = this.#parts;
    if (plan.steps.length === 0) return;
    const before = holdings.table.evictions;
    keep(at, request, plan, origin);
    if (report === undefined) return;
    report({ type: 'cache-changed', requestId, at: clock.now(), change: 'stored', entries: 1 });
    const evicted = holdings.table.evictions - before;
    if (evicted > 0) report({ type: 'cache-changed', requestId, at: clock.now(), change: 'evicted', entries: evicted });
  }

  /** Makes a plan anew behind an old one, when there is room for work that nobody waits for. */
  #refresh<World>(at: RequestKey, request: PlanCacheRequest<World>, freshness: number, produce: ProducePlan, context: CallContext): boolean {
    const { flights, settings } = this.#parts;
    const { refreshBelow, hasRoom = () => flights.size === 0, refreshBudgetMs } = settings.freshness;
    if (freshness >= refreshBelow) return false;
    if (flights.has(at.key)) return true;
    if (!hasRoom()) return false;
    this.refreshes += 1;
    const { signal: _, deadline: __, requestId, ...rest } = context;
    const background = createCallContext({ ...rest, requestId: `${requestId}-refresh`, priority: 'low', budgetMs: refreshBudgetMs });
    // when it fails, the old plan stays
    this.#make(at, request, produce, background).catch(() => {});
    return true;
  }

  /** A world that cannot be keyed is no reason to have no plan. */
  async #bypass(produce: ProducePlan, context: CallContext, thrown: unknown): Promise<RecalledPlan> {
    const { report, requestId, clock } = context;
    report?.({ type: 'plug-in-failed', requestId, at: clock.now(), error: asPlanweaveError(thrown, 'Looking a world up in the plan cache', 'cache').toJSON() });
    report?.({ type: 'cache-looked-up', requestId, at: clock.now(), verdict: 'bypass', durationMs: 0 });
    this.produced += 1;
    const { plan } = await produce(context);
    return { plan: ownCopy(plan), verdict: 'bypass', isShared: false, distance: 0, freshness: 1, isRefreshing: false, tokensSaved: 0 };
  }
}

/** The steps are shared, because they are frozen; the plan is the caller's own. */
function ownCopy(plan: Plan): Plan {
  return Object.freeze({ ...plan });
}
