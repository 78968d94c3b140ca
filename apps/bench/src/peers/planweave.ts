import type { PlanStep } from '@planweave/core-types';
import { createPlanner, type PlanOutcome } from '@planweave/planner-facade';
import { createPlanCache } from '@planweave/prompt-cache';
import { tacticalDomain } from '@planweave/tactical-domain';
import { instantModel } from '../models/instant-model.ts';
import type { CreatePeer, PeerWork } from './peer.ts';

/** What everything is compared with. */
export const planweave: CreatePeer = (work) => {
  const { planner, modelCalls } = cachedPlanner(work);
  return {
    name: 'Planweave, plan()',
    setUp: 'createPlanner({ domain, model, cache }), as it comes: deadline, retries, breaker and queue included',
    plan: (world) => planner.plan(world).then(stepsOf),
    modelCalls,
  };
};

/** The same for worlds that were not read by the domain before: a copy is what a game that makes its world anew gives. */
export const planweaveUnread: CreatePeer = (work) => {
  const { planner, modelCalls } = cachedPlanner(work);
  return {
    name: 'Planweave, plan() of unread worlds',
    setUp: 'the same with worlds that are new objects, so that parseWorld checks every field; the rows above and below know them',
    plan: (world) => planner.plan({ ...world }).then(stepsOf),
    modelCalls,
  };
};

/** The first as a game loop asks for it. */
export const planweaveSync: CreatePeer = (work) => {
  const { planner, modelCalls } = cachedPlanner(work);
  return {
    name: 'Planweave, planSync()',
    setUp: 'as plan(); planSync() first, and plan() when it does not know the world',
    plan: (world) => planner.planSync(world)?.plan.steps ?? planner.plan(world).then(stepsOf),
    modelCalls,
  };
};

function cachedPlanner({ reply }: PeerWork) {
  const model = instantModel(reply);
  return { planner: createPlanner({ domain: tacticalDomain, model, cache: createPlanCache() }), modelCalls: () => model.calls };
}

function stepsOf({ plan }: PlanOutcome): readonly PlanStep[] {
  return plan.steps;
}
