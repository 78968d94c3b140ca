import {
  checkCount,
  checkDuration,
  checkOption,
  combineObservers,
  RefusedError,
  seededRandom,
  systemClock,
} from '@planweave/core-types';
import { createPromptBuilder } from '@planweave/prompt-builder';
import { isPlanCache, planNamespace } from '@planweave/prompt-cache';
import { standardPolicy } from './policy/standard-policy.ts';
import type { Agent, AgentOptions } from './agent/agent.ts';
import { createAgent } from './agent/create-agent.ts';
import type { BatchOptions, BatchOutcome, BatchRequest } from './batch/batch.ts';
import { batchPlanning } from './batch/plan-batch.ts';
import type { PlanOutcome } from './outcome/plan-outcome.ts';
import { settleOutcome } from './outcome/settle-outcome.ts';
import type { PlannerOptions, PlanRequestOptions } from './planner-options.ts';
import { openRequest } from './request/open-request.ts';
import type { Journey, PlanRequest, Stage } from './request/plan-request.ts';
import { cacheLosses } from './stages/cache-losses.ts';
import { keep } from './stages/keep.ts';
import { recall, tellLookup, type PlanMemory } from './stages/recall.ts';
import { rescue } from './stages/rescue.ts';
import { share } from './stages/share.ts';
import { tellEnd, tellStart, trace } from './stages/trace.ts';
import { climb } from './tiers/climb.ts';
import type { AskOptions } from './tiers/ask-model.ts';
import { createSpeedEstimates } from './tiers/speed-estimates.ts';

/** Turns worlds into plans. Everything with a memory lives as long as the planner; use one for the whole game. */
export interface Planner {
  /**
   * A legal plan for this world by the deadline, whatever model, network, cache or observers do. A domain that
   * calls no step legal at all is the one exception: an unchecked step is given, and `outcome.isUnchecked` says so.
   *
   * Rejects only for the caller's own abort (`CancelledError`) and for mistakes in the call: `InvalidWorldError`,
   * `InvalidOptionError`, and `PlugInError` when the domain's `parseWorld` fails in another way.
   *
   * @param world - A snapshot; checked by the domain, never changed.
   */
  plan(world: unknown, options?: PlanRequestOptions): Promise<PlanOutcome>;
  /**
   * The plan that the cache holds for this world, at once and without a promise; `undefined` when it holds none, or there
   * is no cache. It is as legal as any other. Of a miss, observers hear the lookup alone: nothing was planned.
   *
   * @throws `InvalidWorldError`.
   */
  planSync(world: unknown): PlanOutcome | undefined;
  /**
   * A character that acts at once and plans with this planner in the background. Each call makes a new agent: keep it as
   * long as the character lives, then `dispose()` it.
   *
   * @param agentId - Names the agent in requests, events and fair shares.
   * @throws `InvalidOptionError` for an option outside its range.
   */
  agent(agentId: string, options?: AgentOptions): Agent;
  /**
   * Plans for several agents in one prompt and one call of the model: outcome i belongs to request i. Each plan is read
   * and checked alone, against its own world; an agent whose plan is missing or wrong gets one from the heuristics, and
   * what the cache knows is not asked for.
   *
   * Rejects like {@link plan}, for all requests together.
   */
  planBatch(requests: readonly BatchRequest[], options?: BatchOptions): Promise<BatchOutcome>;
}

/**
 * Puts the whole pipeline together: prompt, model, parser, rules of the world, cache, heuristics.
 *
 * @throws `InvalidOptionError` for an option outside its range.
 *
 * @example
 * ```ts
 * import { createPlanner } from '@planweave/planner-facade';
 * import { tacticalDomain } from '@planweave/tactical-domain';
 *
 * const planner = createPlanner({ domain: tacticalDomain });
 * const outcome = await planner.plan(
 *   { t: 0, player: { hp: 100, pos: { x: 0, y: 0 } }, me: { ammo: 10, pos: { x: 1, y: 0 } }, enemies: [], pois: [], obstacles: [] },
 *   { budgetMs: 50 },
 * );
 * outcome.source; //=> 'fallback'
 * outcome.reason?.sentence; //=> 'No language model is connected; following the standard tactics.'
 * ```
 */
export function createPlanner<World>(options: PlannerOptions<World>): Planner {
  const { domain, model, clock = systemClock, random = seededRandom(0), budgetMs = 1_000, reserveMs = 15 } = options;
  checkOption('createPlanner', 'domain', domain, 'a PlanDomain', (given) => typeof given?.check === 'function');
  if (model !== undefined) checkOption('createPlanner', 'model', model, 'a LanguageModel, not its name', (given) => typeof given?.stream === 'function');
  checkDuration('createPlanner', 'budgetMs', budgetMs);
  checkDuration('createPlanner', 'reserveMs', reserveMs);
  const maxSteps = checkCount('createPlanner', 'maxSteps', options.maxSteps ?? 8);
  const choices = {
    domain,
    policy: options.policy ?? standardPolicy(),
    prompt: { ...options.prompt },
    prompts: createPromptBuilder({ ...options.prompt, domain, maxSteps }),
    sampling: Object.freeze({ temperature: 0.1, maxTokens: 512, ...options.sampling }),
    maxSteps,
    speed: createSpeedEstimates(),
  };
  const source = { domain, clock, random, report: combineObservers(options.observers ?? []), budgetMs, reserveMs, maxSteps };
  const asking = model && { ...choices, model };
  const alone: Stage<World> = asking === undefined ? noModelToAsk : climb(asking);
  const memoryOf = (way: 'alone' | 'in a batch') =>
    asking && options.cache && { domain, cache: options.cache, isTrusted: isPlanCache(options.cache), losses: cacheLosses(options.cache), namespace: namespaceOf(asking, way), model: asking.model.id };
  const journey = (ask: Stage<World>, memory: PlanMemory<World> | undefined): Journey<World> => {
    const slow = rescue(asking === undefined ? ask : keep(share(ask, domain), memory), domain);
    return trace((request, startedAt) => {
      const known = recall(request, memory, startedAt);
      tellLookup(request, memory);
      return known ?? slow(request);
    });
  };
  const memory = memoryOf('alone');
  const travel = journey(alone, memory);
  let requests = 0;
  const open = (world: unknown, requestOptions?: PlanRequestOptions) => {
    requests += 1;
    return openRequest(source, `plan-${requests}`, world, requestOptions ?? noOptions);
  };
  const planner: Planner = Object.freeze({
    // not an async function, which would take as long as finding a plan that is known
    plan(world: unknown, requestOptions?: PlanRequestOptions) {
      try {
        const request = open(world, requestOptions);
        const drafted = travel(request, beganAt(request, world));
        return drafted instanceof Promise ? drafted.then((draft) => settleOutcome(request, draft)) : Promise.resolve(settleOutcome(request, drafted));
      } catch (error) {
        return Promise.reject(error);
      }
    },
    planSync(world: unknown) {
      if (memory === undefined) return undefined;
      const request = open(world);
      const draft = recall(request, memory, beganAt(request, world));
      if (draft !== undefined) tellStart(request);
      tellLookup(request, memory);
      if (draft === undefined) return undefined;
      tellEnd(request, draft);
      return settleOutcome(request, draft);
    },
    agent: (agentId: string, agentOptions: AgentOptions = {}) =>
      createAgent(planner, domain, { ...agentOptions, agentId, clock, random, observers: options.observers ?? [] }),
    planBatch: batchPlanning({ clock, open, around: (ask) => journey(ask, memoryOf('in a batch')), alone, asking }),
  });
  return planner;
}

const noOptions: PlanRequestOptions = Object.freeze({});

/** When the planner began to look for a plan, if that was when the request came: reading a world that was read before takes no time. */
function beganAt<World>({ world, openedAt }: PlanRequest<World>, given: unknown): number | undefined {
  return world === given ? openedAt : undefined;
}

function noModelToAsk(): Promise<never> {
  return Promise.reject(new RefusedError('time', 'no model'));
}

/** Everything besides the world that decides what a plan looks like. */
function namespaceOf<World>({ model, domain, prompt, prompts, sampling, maxSteps }: AskOptions<World>, way: string): string {
  const { budgetTokens, lowestLevel } = prompt;
  return planNamespace({ model: model.id, registry: domain.registry, sampling, promptVersion: prompts.version, others: { budgetTokens, lowestLevel, maxSteps, way } });
}
