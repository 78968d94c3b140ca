import { createPlanner } from '@planweave/planner-facade';
import { createPlanCache } from '@planweave/prompt-cache';
import { tacticalDomain } from '@planweave/tactical-domain';
import { instantModel } from '../models/instant-model.ts';
import type { CreatePeer } from './peer.ts';

/** What everything is compared with. */
export const planweave: CreatePeer = ({ reply }) => {
  const model = instantModel(reply);
  const planner = createPlanner({ domain: tacticalDomain, model, cache: createPlanCache() });
  return {
    name: 'Planweave plan()',
    setUp: 'createPlanner({ domain, model, cache })',
    plan: async (world) => (await planner.plan(world)).plan.steps,
    modelCalls: () => model.calls,
  };
};
