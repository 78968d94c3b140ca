import type { Clock, PlanDomain } from '@planweave/core-types';
import { contained } from '../request/contained.ts';
import type { PlanRequest } from '../request/plan-request.ts';
import type { BackgroundPlanning } from './background-planning.ts';
import type { Course } from './course.ts';
import { plannedFor } from './planned-for.ts';
import { reasonToPlanNow, reasonToReplan } from './reason-to-plan.ts';
import type { FactWeight } from './staleness.ts';

/** What an agent goes by when it looks out for reasons to plan. */
export interface LookOutOptions<World> {
  readonly domain: PlanDomain<World>;
  readonly planning: BackgroundPlanning;
  readonly clock: Clock;
  readonly staleAfterRatio: number;
  readonly factWeight: FactWeight | undefined;
  /** True while the agent may have plans made. */
  readonly mayPlan: () => boolean;
}

/** How often a plan is looked at for its staleness, in milliseconds. */
const lookEveryMs = 100;

/**
 * Looks, after a tick, whether a new plan is wanted, and has it made. Reading a whole world for what has changed takes
 * its time; it is kept out of the tick, and out of most frames.
 */
export function lookOut<World>({ domain, planning, clock, staleAfterRatio, factWeight, mayPlan }: LookOutOptions<World>) {
  let lookAgainAt = -Infinity;
  let afterTick: (() => void) | undefined;

  const look = (course: Course, request: PlanRequest<World>) => {
    if (!planning.isIdle) return;
    const today = plannedFor(domain, request);
    const replan = () => reasonToReplan(course, today(), { staleAfterRatio, factWeight });
    const because = reasonToPlanNow(course) ?? contained(request.context, 'factWeight', 'options', replan);
    if (because === undefined || contained(request.context, 'mayPlan', 'options', mayPlan) === false) return;
    planning.start({ world: request.world, plannedFor: today, during: course.steps[course.index], because });
  };
  /** Takes note of what a tick handed out; of several ticks in one frame the last one counts. */
  return (course: Course, request: PlanRequest<World>): void => {
    const at = clock.now();
    if (!planning.isIdle || (at < lookAgainAt && reasonToPlanNow(course) === undefined)) return;
    lookAgainAt = at + lookEveryMs;
    const isScheduled = afterTick !== undefined;
    afterTick = () => look(course, request);
    if (isScheduled) return;
    void Promise.resolve().then(() => {
      const run = afterTick;
      afterTick = undefined;
      run?.();
    });
  };
}
