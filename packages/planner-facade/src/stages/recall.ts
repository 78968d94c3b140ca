import { deepFreeze, type Plan, type PlanDomain } from '@planweave/core-types';
import type { PlanCacheAnswer, PlanCacheRequest } from '@planweave/prompt-cache';
import type { PlannerCache } from '../planner-options.ts';
import { contained } from '../request/contained.ts';
import type { PlanRequest, Stage } from '../request/plan-request.ts';

/** What the cache needs to know besides the world. */
export interface RecallOptions<World> {
  readonly domain: PlanDomain<World>;
  readonly cache: PlannerCache | undefined;
  /** Everything else that decides what a plan looks like, as text. */
  readonly namespace: string;
  /** Who writes the plans that are kept. */
  readonly model: string;
}

/** What is said when there is no answer, or none that can be used. */
const noAnswer: PlanCacheAnswer = deepFreeze({ verdict: 'miss', plan: undefined, distance: 0, freshness: 0, tokensSaved: 0 });

/**
 * Answers from the cache when it holds a plan for this world, or for one that is alike and a plan that is legal here too,
 * and keeps what a model of the best tier wrote. A domain or a cache that throws is reported and passed over.
 */
export function recall<World>(inner: Stage<World>, options: RecallOptions<World>): Stage<World> {
  const { domain, cache, namespace, model } = options;
  if (cache === undefined) return inner;
  return async (request) => {
    const question = { namespace, domain, world: request.world };
    const startedAt = request.context.clock.now();
    const find = () => legalAnswer(question, cache.find(question));
    const answer = request.stopwatch.time('cacheMs', () => contained(request.context, 'The plan cache', 'cache', find)) ?? noAnswer;
    reportLookup(request, answer, startedAt);
    const { plan, verdict } = answer;
    if (plan !== undefined) return { plan, source: 'cache', tier: 'full', cache: verdict };
    const draft = await inner(request);
    if (draft.tier === 'full' && draft.isPartial !== true && draft.isShared !== true && isWhole(request)) keep(request, cache, question, draft.plan, model);
    return { ...draft, cache: verdict };
  };
}

/** A plan that lost steps is an answer for now, not one to repeat. */
function isWhole<World>(request: PlanRequest<World>): boolean {
  return request.attempts.at(-1)?.dropped === undefined;
}

function keep<World>(request: PlanRequest<World>, cache: PlannerCache, question: PlanCacheRequest<World>, plan: Plan, model: string): void {
  const tokens = request.attempts.reduce((sum, { usage }) => sum + (usage?.promptTokens ?? 0) + (usage?.replyTokens ?? 0), 0);
  contained(request.context, 'The plan cache', 'cache', () => cache.store(question, plan, { model, tokens }));
  const { clock, requestId, report } = request.context;
  report?.({ type: 'cache-changed', requestId, at: clock.now(), change: 'stored', entries: 1 });
}

/**
 * An answer, if its plan still is one.
 *
 * @throws `Error` for anything else that a cache may come up with: it may have been filled by somebody else.
 */
function legalAnswer<World>({ domain, world }: { readonly domain: PlanDomain<World>; readonly world: World }, answer: PlanCacheAnswer): PlanCacheAnswer {
  const { plan } = answer;
  if (plan === undefined) return answer;
  if (!Array.isArray(plan?.steps) || plan.steps.length === 0) throw new Error('it gave something that is no plan');
  const illegal = domain.check(world, plan.steps).find((verdict) => !verdict.isLegal);
  if (illegal !== undefined && !illegal.isLegal) throw new Error(`it gave a plan that is not legal: ${illegal.problem}`);
  return answer;
}

function reportLookup<World>(request: PlanRequest<World>, { verdict, distance, tokensSaved }: PlanCacheAnswer, startedAt: number): void {
  const { clock, requestId, report } = request.context;
  if (report === undefined) return;
  const at = clock.now();
  report({ type: 'cache-looked-up', requestId, at, verdict, durationMs: at - startedAt, distance, tokensSaved });
}
