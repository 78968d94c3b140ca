import type { PlanStep } from '@planweave/core-types';
import type { WorldSnapshot } from '@planweave/tactical-domain';
import type { PeerWork } from '../src/peers/peer.ts';

/** The steps, if the rules of the world allow them; a game would take its heuristics otherwise, but here it would be a mistake. */
export function legalSteps(work: PeerWork, world: WorldSnapshot, steps: readonly PlanStep[]): readonly PlanStep[] {
  if (!work.isLegal(world, steps)) throw new Error('The peer made a plan that is not legal');
  return steps;
}
