import { asPlanweaveError, catchRejection, type PlanStep, type PlanweaveError } from '@planweave/core-types';

/** Gives each step of a plan to the caller once, in order, as soon as it is sure to be in the plan. */
export interface StepHandOut {
  /** How many steps the caller has. */
  readonly count: number;
  /**
   * The steps known so far, from the beginning of the plan. The first reply to offer any is the one that the plan comes
   * from; what other replies offer is passed over.
   *
   * @returns False when another reply was first.
   */
  offer(reply: object, steps: readonly PlanStep[]): boolean;
  /** The steps of the final plan, whoever made it. */
  finish(steps: readonly PlanStep[]): void;
}

/** A hand-out to the caller's function. What that throws is told to `onFailure`, and the steps go on. */
export function createHandOut(onStep: (step: PlanStep, index: number) => void, onFailure: (error: PlanweaveError) => void): StepHandOut {
  let count = 0;
  let owner: object | undefined;
  let isFinished = false;
  const fail = (thrown: unknown) => onFailure(asPlanweaveError(thrown, 'onStep', 'check'));
  const give = (steps: readonly PlanStep[]) => {
    for (const step of steps.slice(count)) {
      try {
        catchRejection(onStep(step, count), fail);
      } catch (thrown) {
        fail(thrown);
      }
      count += 1;
    }
  };
  return {
    get count() {
      return count;
    },
    offer(reply, steps) {
      if (isFinished || (owner !== undefined && owner !== reply)) return false;
      if (steps.length > 0) owner = reply;
      give(steps);
      return true;
    },
    finish(steps) {
      isFinished = true;
      give(steps);
    },
  };
}
