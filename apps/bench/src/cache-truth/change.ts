import type { PlanDomain, Plan, Random } from '@planweave/core-types';
import type { WorldSnapshot } from '@planweave/tactical-domain';
import type { Scene } from './draw-scene.ts';

/** The live side of a pair: what the world has become since the plan was stored. */
export interface ChangedScene {
  readonly world: WorldSnapshot;
  readonly domain: PlanDomain<WorldSnapshot>;
}

/** One way in which a world changes between storing and looking up. */
export interface Change {
  readonly name: string;
  /** Whether a plan for the world before is one for the world after, too. */
  readonly isBenign: boolean;
  /** The world after; `undefined` when this scene has nothing to change. */
  apply(scene: Scene, random: Random): ChangedScene | undefined;
}

/** The tools that a plan uses. */
export function toolsOf(plan: Plan): readonly string[] {
  return [...new Set(plan.steps.map(({ act }) => act))];
}
