import type { PlanDomain, PlanStep, Report } from '@planweave/core-types';
import type { PlanRequest } from '../request/plan-request.ts';
import type { AgentLog } from './agent-log.ts';
import type { ReadyPlan } from './background-planning.ts';
import { contained } from '../request/contained.ts';
import { possibleToday, type Course } from './course.ts';
import { plannedFor } from './planned-for.ts';
import { isSameJson } from './same-json.ts';
import { staleness } from './staleness.ts';

/** Those who are told what becomes of a plan. */
export interface AdoptionWitnesses {
  readonly log: AgentLog;
  readonly report: Report | undefined;
}

/**
 * Turns a plan into a course as far as it is legal in today's world: the steps before the first illegal one. A plan that
 * was asked for while a step was under way, and begins with that very step, goes on with its second when that step is
 * done by now.
 *
 * @param lastDone - The step that was done last.
 * @returns Nothing when no step is left; the log says why.
 */
export function adoptPlan<World>(
  ready: ReadyPlan,
  lastDone: PlanStep | undefined,
  domain: PlanDomain<World>,
  request: PlanRequest<World>,
  { log, report }: AdoptionWitnesses,
): Course | undefined {
  const { plan, source, during } = ready;
  const isBegun = during !== undefined && during === lastDone && isSameJson(during, plan.steps[0]);
  const steps = isBegun ? plan.steps.slice(1) : plan.steps;
  const possible = possibleToday(domain, request, steps);
  tellAdoption(ready, domain, request, possible.steps > 0, report);
  if (possible.steps === 0) {
    log.note('discarded', `Plan ${plan.id} is not followed: ${possible.problem || 'all it says is done already'}.`);
    return undefined;
  }
  const rest = possible.problem && `; the next would not be legal: ${possible.problem}`;
  log.note('took-over', `Plan ${plan.id} (${source}) is followed for ${possible.steps} of its ${plan.steps.length} steps${rest}.`);
  return { planId: plan.id, source, steps: steps.slice(0, possible.steps), plannedFor: ready.plannedFor, index: 0, isUnderWay: false };
}

/** Tells observers what became of a plan that was made while the agent acted. */
export function tellAdoption<World>({ requestId, plan, plannedFor: made }: ReadyPlan, domain: PlanDomain<World>, request: PlanRequest<World>, followed: boolean, report: Report | undefined): void {
  if (report === undefined) return;
  const [before, now] = [made(), plannedFor(domain, request)()];
  const compare = () => (before === undefined || now === undefined ? 0 : staleness(before, now, plan.steps));
  const changed = contained(request.context, `canonical of the domain "${domain.name}"`, 'domain', compare) ?? 0;
  report({ type: 'plan-adopted', requestId, at: request.context.clock.now(), planId: plan.id, followed, staleness: changed });
}
