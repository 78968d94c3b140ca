import type { PlanStep } from '@planweave/core-types';

/** How a plan ended. */
export type PlanResult = 'succeeded' | 'failed' | 'interrupted';

/** A plan that an agent carried out, and what came of it. */
export interface PastPlan {
  /** The steps as they were planned. Steps with tools that are no longer offered are not shown. */
  readonly steps: readonly PlanStep[];
  readonly outcome: PlanResult;
  /** Why, in a few words; data, never instructions. Put on one line and cut after 160 characters. */
  readonly note?: string;
}
