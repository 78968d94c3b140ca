import type { CacheVerdict, CanonicalWorld, Plan, PlanDomain } from '@planweave/core-types';
import type { PlanCache } from '@planweave/prompt-cache';
import { contained } from '../request/contained.ts';
import type { PlanRequest, Stage } from '../request/plan-request.ts';

/** What the cache needs to know besides the world. */
export interface RecallOptions<World> {
  readonly domain: PlanDomain<World>;
  readonly cache: PlanCache | undefined;
  /** Everything else that decides what a plan looks like, as text. */
  readonly namespace: string;
}

/**
 * Answers from the cache when it holds a plan for exactly this world, and keeps what a model of the best tier wrote. A
 * domain or a cache that throws is reported and passed over.
 */
export function recall<World>(inner: Stage<World>, options: RecallOptions<World>): Stage<World> {
  const { domain, cache, namespace } = options;
  if (cache === undefined) return inner;
  return async (request) => {
    const world = contained(request.context, `canonical of the domain "${domain.name}"`, 'domain', () => domain.canonical(request.world));
    if (world === undefined) return inner(request);
    const startedAt = request.context.clock.now();
    const plan = request.stopwatch.time('cacheMs', () => contained(request.context, 'The plan cache', 'cache', () => legalOrNone(domain, request.world, cache.lookup({ namespace, world }))));
    reportLookup(request, plan === undefined ? 'miss' : 'hit', startedAt);
    if (plan !== undefined) return { plan, source: 'cache', tier: 'full', cache: 'hit' };
    const draft = await inner(request);
    if (draft.tier === 'full' && draft.isPartial !== true && draft.isShared !== true && isWhole(request)) keep(request, cache, namespace, world, draft.plan);
    return { ...draft, cache: 'miss' };
  };
}

/** A plan that lost steps is an answer for now, not one to repeat. */
function isWhole<World>(request: PlanRequest<World>): boolean {
  return request.attempts.at(-1)?.dropped === undefined;
}

function keep<World>(request: PlanRequest<World>, cache: PlanCache, namespace: string, world: CanonicalWorld, plan: Plan): void {
  contained(request.context, 'The plan cache', 'cache', () => cache.store({ namespace, world }, plan));
  const { clock, requestId, report } = request.context;
  report?.({ type: 'cache-changed', requestId, at: clock.now(), change: 'stored', entries: 1 });
}

/**
 * A stored plan, if it still is one.
 *
 * @throws `Error` for anything else that a store may come up with: it may have been filled by somebody else.
 */
function legalOrNone<World>(domain: PlanDomain<World>, world: World, plan: Plan | undefined): Plan | undefined {
  if (plan === undefined) return undefined;
  if (!Array.isArray(plan?.steps) || plan.steps.length === 0) throw new Error('it gave something that is no plan');
  const illegal = domain.check(world, plan.steps).find((verdict) => !verdict.isLegal);
  if (illegal !== undefined && !illegal.isLegal) throw new Error(`it gave a plan that is not legal: ${illegal.problem}`);
  return plan;
}

function reportLookup<World>(request: PlanRequest<World>, verdict: CacheVerdict, startedAt: number): void {
  const { clock, requestId, report } = request.context;
  if (report === undefined) return;
  const at = clock.now();
  report({ type: 'cache-looked-up', requestId, at, verdict, durationMs: at - startedAt });
}
