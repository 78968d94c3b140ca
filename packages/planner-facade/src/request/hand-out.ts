import { asPlanweaveError, catchRejection, type PlanStep, type PlanweaveError } from '@planweave/core-types';

/** Gives each step of a plan to the caller once, in order, as soon as it is sure to be in the plan. */
export interface StepHandOut {
  /** The steps that the caller has. */
  readonly given: readonly PlanStep[];
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
  const given: PlanStep[] = [];
  let owner: object | undefined;
  let isFinished = false;
  const fail = (thrown: unknown) => onFailure(asPlanweaveError(thrown, 'onStep', 'check'));
  const give = (steps: readonly PlanStep[]) => {
    for (const step of steps.slice(given.length)) {
      try {
        catchRejection(onStep(step, given.length), fail);
      } catch (thrown) {
        fail(thrown);
      }
      given.push(step);
    }
  };
  return {
    given,
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
