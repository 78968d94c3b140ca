import {
  checkCount,
  checkDuration,
  checkOption,
  combineObservers,
  RefusedError,
  seededRandom,
  systemClock,
  type LanguageModel,
} from '@planweave/core-types';
import { promptVersion } from '@planweave/prompt-builder';
import { compose } from '@planweave/resilience';
import type { PlanOutcome } from './outcome/plan-outcome.ts';
import { settleOutcome } from './outcome/settle-outcome.ts';
import type { PlannerOptions, PlanRequestOptions } from './planner-options.ts';
import { openRequest } from './request/open-request.ts';
import { recall } from './stages/recall.ts';
import { rescue } from './stages/rescue.ts';
import { trace } from './stages/trace.ts';
import { climb } from './tiers/climb.ts';
import type { ModelTierOptions } from './tiers/model-tier.ts';

/** Turns worlds into plans. Everything with a memory lives as long as the planner; use one for the whole game. */
export interface Planner {
  /**
   * A legal plan for this world by the deadline, whatever model, network, cache or observers do.
   *
   * Rejects only for the caller's own abort (`CancelledError`) and for mistakes in the call: `InvalidWorldError`,
   * `InvalidOptionError`.
   *
   * @param world - A snapshot; checked by the domain, never changed.
   */
  plan(world: unknown, options?: PlanRequestOptions): Promise<PlanOutcome>;
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
  checkDuration('createPlanner', 'budgetMs', budgetMs);
  checkDuration('createPlanner', 'reserveMs', reserveMs);
  const tierOptions: ModelTierOptions<World> = {
    domain,
    policy: options.policy ?? compose([]),
    prompt: { ...options.prompt },
    sampling: { temperature: 0.1, maxTokens: 512, ...options.sampling },
    maxSteps: checkCount('createPlanner', 'maxSteps', options.maxSteps ?? 8),
  };
  const source = { domain, clock, random, report: combineObservers(options.observers ?? []), budgetMs, reserveMs };
  const ask = model === undefined ? noModelToAsk : climb(model, tierOptions);
  const remember = model === undefined ? undefined : options.cache;
  const namespace = JSON.stringify(model === undefined ? null : namespaceOf(model, tierOptions));
  const run = trace(rescue(recall(ask, { domain, cache: remember, namespace }), domain));
  let requests = 0;
  return Object.freeze({
    async plan(world: unknown, requestOptions: PlanRequestOptions = {}) {
      requests += 1;
      const request = openRequest(source, `plan-${requests}`, world, requestOptions);
      return settleOutcome(request, await run(request));
    },
  });
}

function noModelToAsk(): Promise<never> {
  return Promise.reject(new RefusedError('time', 'no model'));
}

/** Everything besides the world that decides what a plan looks like. */
function namespaceOf<World>(model: LanguageModel, { domain, prompt, sampling, maxSteps }: ModelTierOptions<World>) {
  return { model: model.id, domain: domain.name, tools: domain.registry.digest, promptVersion, prompt, sampling, maxSteps };
}
