import { asPlanweaveError, createCallContext, shortValue, type CallContext, type Plan } from '@planweave/core-types';
import { SingleFlight } from './flights/single-flight.ts';
import type { Holdings } from './holdings.ts';
import type { RequestKey } from './key/request-keys.ts';
import type { Lookups } from './lookups.ts';
import type { PlanCacheAnswer, PlanCacheRequest, PlanOrigin, ProducedPlan, ProducePlan, RecalledPlan } from './plan-cache.ts';
import type { PlanCacheSettings } from './plan-cache-options.ts';
import { isLegalThroughout } from './similarity/similar-tier.ts';
import type { TextVectors } from './similarity/text-vectors.ts';
import { frozenPlan } from './table/frozen-plan.ts';

/** What recalling needs of the cache. */
export interface RecallParts {
  readonly holdings: Holdings;
  readonly lookups: Lookups;
  readonly flights: SingleFlight<ProducedPlan>;
  readonly vectors: TextVectors | undefined;
  readonly settings: PlanCacheSettings;
  readonly keep: <World>(at: RequestKey, request: PlanCacheRequest<World>, plan: Plan, origin: PlanOrigin) => boolean;
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
    const startedAt = context.clock.now();
    let at: RequestKey;
    try {
      // before anything is waited for: a plan belongs to the world as it was when it was asked for
      at = this.#parts.holdings.keys.get(request);
    } catch (thrown) {
      return this.#bypass(produce, context, thrown);
    }
    return this.#parts.holdings.scopes.during(at.scope, () => this.#runAt(at, request, produce, context, startedAt));
  }

  async #runAt<World>(at: RequestKey, request: PlanCacheRequest<World>, produce: ProducePlan, context: CallContext, startedAt: number): Promise<RecalledPlan> {
    const { clock } = context;
    let answer: PlanCacheAnswer;
    try {
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
    const { flights, holdings } = this.#parts;
    const work = async (shared: CallContext) => {
      const made = await this.#produce(produce, shared);
      if (made.isStorable !== false) this.#keep(at, request, made, shared);
      return made;
    };
    // whoever waited may have left before the work ends
    const flown = await flights.run(at.key, (shared) => holdings.scopes.during(at.scope, () => work(shared)), context);
    if (flown.isShared) this.joined += 1;
    return flown;
  }

  async #produce(produce: ProducePlan, context: CallContext): Promise<ProducedPlan> {
    this.produced += 1;
    const made: ProducedPlan | undefined = await produce(context);
    if (!Array.isArray(made?.plan?.steps)) throw new TypeError(`produce must give { plan } with the steps of the plan, but gave ${shortValue(made)}`);
    // before it is shared
    return { ...made, plan: frozenPlan(made.plan) };
  }

  #keep<World>(at: RequestKey, request: PlanCacheRequest<World>, { plan, model, tags, tokens }: ProducedPlan, context: CallContext): void {
    const { report, requestId, clock } = context;
    const { holdings, keep } = this.#parts;
    const before = holdings.table.evictions;
    try {
      if (!isLegalWhereAsked(holdings, at, request, plan) || !keep(at, request, plan, { model, tags, tokens })) return;
    } catch (thrown) {
      tellFailure(context, 'Keeping a plan in the plan cache', thrown);
      return;
    }
    if (report === undefined) return;
    report({ type: 'cache-changed', requestId, at: clock.now(), change: 'stored', entries: 1 });
    const evicted = holdings.table.evictions - before;
    if (evicted > 0) report({ type: 'cache-changed', requestId, at: clock.now(), change: 'evicted', entries: evicted });
  }

  /** Makes a plan anew behind an old one, when there is room for work that nobody waits for. */
  #refresh<World>(at: RequestKey, request: PlanCacheRequest<World>, freshness: number, produce: ProducePlan, context: CallContext): boolean {
    const { flights, settings } = this.#parts;
    const { refreshBelow, refreshBudgetMs } = settings.freshness;
    if (freshness >= refreshBelow) return false;
    if (flights.has(at.key)) return true;
    if (!this.#hasRoom(context)) return false;
    this.refreshes += 1;
    const { signal: _, deadline: __, requestId, ...rest } = context;
    const background = createCallContext({ ...rest, requestId: `${requestId}-refresh`, priority: 'low', budgetMs: refreshBudgetMs });
    // when it fails, the old plan stays
    this.#make(at, request, produce, background).catch(() => {});
    return true;
  }

  /** An answer about spare room that fails is no reason to lose a plan that is there. */
  #hasRoom(context: CallContext): boolean {
    const { flights, settings } = this.#parts;
    const { hasRoom = () => flights.size === 0 } = settings.freshness;
    try {
      return hasRoom();
    } catch (thrown) {
      tellFailure(context, 'freshness.hasRoom of the plan cache', thrown);
      return false;
    }
  }

  /** A world that cannot be keyed is no reason to have no plan. */
  async #bypass(produce: ProducePlan, context: CallContext, thrown: unknown): Promise<RecalledPlan> {
    const { report, requestId, clock } = context;
    tellFailure(context, 'Looking a world up in the plan cache', thrown);
    report?.({ type: 'cache-looked-up', requestId, at: clock.now(), verdict: 'bypass', durationMs: 0 });
    // nobody can join it, and it keeps the caller's deadline like any other
    const { result } = await new SingleFlight<ProducedPlan>().run('', (own) => this.#produce(produce, own), context);
    return { plan: ownCopy(result.plan), verdict: 'bypass', isShared: false, distance: 0, freshness: 1, isRefreshing: false, tokensSaved: 0 };
  }
}

/** Tells observers what code that was handed in has thrown. */
function tellFailure({ report, requestId, clock }: CallContext, what: string, thrown: unknown): void {
  report?.({ type: 'plug-in-failed', requestId, at: clock.now(), error: asPlanweaveError(thrown, what, 'cache').toJSON() });
}

/**
 * Whether a plan is legal in the world of its key. A world that has changed since it was asked about can tell no more;
 * without a domain, nothing can.
 */
function isLegalWhereAsked<World>({ keys }: Holdings, { key }: RequestKey, request: PlanCacheRequest<World>, { steps }: Plan): boolean {
  const { domain, world } = request;
  return domain === undefined || (keys.find(request) === key && isLegalThroughout(domain, world, steps));
}

/** The steps are shared, because they are frozen; the plan is the caller's own. */
function ownCopy(plan: Plan): Plan {
  return Object.freeze({ ...plan });
}
