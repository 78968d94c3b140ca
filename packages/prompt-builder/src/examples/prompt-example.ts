import type { PlanStep } from '@planweave/core-types';

/** One worked example: a situation and the plan that a good planner writes for it. */
export interface PromptExample {
  /** What it is an example of. It is chosen when a tag is among the wanted ones; without tags it suits everything. */
  readonly tags: readonly string[];
  /** The situation in a line. */
  readonly situation: string;
  /** The plan. The example is left out when a tool is not offered or refuses the arguments. */
  readonly steps: readonly PlanStep[];
}
