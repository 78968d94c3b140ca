import type { LanguageModel, PlanDomain } from '@planweave/core-types';
import { createPlanner } from './create-planner.ts';
import type { PlanOutcome } from './outcome/plan-outcome.ts';
import type { PlannerOptions, PlanRequestOptions } from './planner-options.ts';

/**
 * One plan without keeping a planner: the one-shot call of the original system. A game that plans more than once should
 * use `createPlanner`, whose breakers, queues and caches remember.
 *
 * @throws `CancelledError`, `InvalidWorldError`, `InvalidOptionError`; nothing else.
 *
 * @example
 * ```ts
 * import { planFromLlm } from '@planweave/planner-facade';
 * import { tacticalDomain } from '@planweave/tactical-domain';
 * import { scriptedModel } from '@planweave/testing';
 *
 * const world = { t: 0, player: { hp: 100, pos: { x: 0, y: 0 } }, me: { ammo: 10, pos: { x: 1, y: 0 } }, enemies: [], pois: [], obstacles: [] };
 * const model = scriptedModel(['{"steps":[{"act":"Scan","radius":10}]}']);
 * const outcome = await planFromLlm(model, world, tacticalDomain, { budgetMs: 1_000 });
 * outcome.source; //=> 'llm'
 * ```
 */
export function planFromLlm<World>(
  model: LanguageModel,
  world: unknown,
  domain: PlanDomain<World>,
  options: Omit<PlannerOptions<World>, 'domain' | 'model'> & PlanRequestOptions = {},
): Promise<PlanOutcome> {
  const { signal, agentId, priority, budgetMs, history, onStep, ...plannerOptions } = options;
  const request = { ...(signal && { signal }), ...(agentId !== undefined && { agentId }), ...(priority && { priority }), ...(budgetMs !== undefined && { budgetMs }), ...(history && { history }), ...(onStep && { onStep }) };
  return createPlanner({ ...plannerOptions, domain, model }).plan(world, request);
}
