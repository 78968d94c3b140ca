import { catchRejection, createPlan, deepFreeze, type PlanDomain, type PlanStep } from '@planweave/core-types';
import type { PlanCacheAnswer, PlanCacheRequest } from '@planweave/prompt-cache';
import type { PlannerCache } from '../planner-options.ts';
import { tellFailure } from '../request/contained.ts';
import { firstIllegal } from '../request/first-illegal.ts';
import type { CacheLosses } from './cache-losses.ts';
import type { PlanDraft, PlanRequest } from '../request/plan-request.ts';

/** What a planner keeps its plans in. */
export interface PlanMemory<World> {
  readonly domain: PlanDomain<World>;
  readonly cache: PlannerCache;
  /** True when its answers need no second look. */
  readonly isTrusted: boolean;
  readonly losses: CacheLosses;
  /** Everything besides the world that decides what a plan looks like, as text. */
  readonly namespace: string;
  /** Who writes the plans that are kept. */
  readonly model: string;
}

/** What is said when there is no answer, or none that can be used. */
const noAnswer: PlanCacheAnswer = deepFreeze({ verdict: 'miss', plan: undefined, distance: 0, freshness: 0, tokensSaved: 0 });

/**
 * The plan that the cache holds for this world, or for one that is alike and a plan that is legal here too. Without a
 * promise: this is the whole way of a plan that is known. A domain or a cache that throws is reported and passed over.
 */
export function recall<World>(request: PlanRequest<World>, memory: PlanMemory<World> | undefined, startedAt = request.clock.now()): PlanDraft | undefined {
  if (memory === undefined || request.caller?.aborted === true) return undefined;
  const answer = answerFor(request, memory);
  const foundAt = request.clock.now();
  request.cacheMs += foundAt - startedAt;
  request.recalled = answer;
  return answer.plan && { plan: answer.plan, source: 'cache', tier: 'full', foundAt };
}

/** Tells observers what the cache said, if it was asked, and what it has given up if it had nothing. */
export function tellLookup<World>(request: PlanRequest<World>, memory: PlanMemory<World> | undefined): void {
  const { report, requestId, clock, recalled, cacheMs } = request;
  if (report === undefined || recalled.verdict === 'bypass') return;
  const { verdict, distance, ageMs, tokensSaved } = recalled;
  report({ type: 'cache-looked-up', requestId, at: clock.now(), verdict, durationMs: cacheMs, distance, ageMs, tokensSaved });
  if (verdict === 'miss' || verdict === 'stale') memory?.losses.tell(request);
}

function answerFor<World>(request: PlanRequest<World>, memory: PlanMemory<World>): PlanCacheAnswer {
  try {
    const answer = memory.cache.find(questionOf(request, memory));
    return memory.isTrusted ? answer : checkedAnswer(memory.domain, request.world, answer);
  } catch (thrown) {
    tellFailure(request, 'The plan cache', 'cache', thrown);
    return noAnswer;
  }
}

/** What a request is kept under. */
export function questionOf<World>({ world, history }: PlanRequest<World>, { domain, namespace }: PlanMemory<World>): PlanCacheRequest<World> {
  return { world, domain, namespace: history.length === 0 ? namespace : `${namespace}${JSON.stringify(history)}` };
}

/**
 * An answer of a cache that is not ours, if its plan is one and legal here. What is in it is copied before it is looked
 * at, so that it cannot change between the look and the use.
 *
 * @throws `Error` for anything else that a cache may come up with.
 */
function checkedAnswer<World>(domain: PlanDomain<World>, world: World, given: PlanCacheAnswer): PlanCacheAnswer {
  if (catchRejection(given, () => undefined)) throw new Error('it gave a promise; `find` must answer at once');
  const { verdict, plan, distance, freshness, tokensSaved } = given;
  if (plan === undefined) return verdict === 'stale' ? { ...noAnswer, verdict } : noAnswer;
  const { id, steps } = plan;
  if (!Array.isArray(steps) || steps.length === 0) throw new Error('it gave something that is no plan');
  const copy = createPlan(structuredClone(steps) as PlanStep[], { id });
  const problem = firstIllegal(domain, world, copy.steps);
  if (problem !== undefined) throw new Error(`it gave a plan that is not legal: ${problem}`);
  return { verdict: verdict === 'similar' || verdict === 'repaired' ? verdict : 'hit', plan: copy, distance, freshness, tokensSaved };
}
