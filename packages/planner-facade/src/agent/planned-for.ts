import type { CanonicalWorld, PlanDomain } from '@planweave/core-types';
import { contained } from '../request/contained.ts';
import type { PlanRequest } from '../request/plan-request.ts';

/** The world that a plan is for, as facts, put together once, when it is asked for; `undefined` when the domain could not. */
export type PlannedFor = () => CanonicalWorld | undefined;

/** For plans that are for the moment only. */
export const forNoWorld: PlannedFor = () => undefined;

/** The world of a request as facts. Reading all of it takes its time, so nobody does it in vain. */
export function plannedFor<World>(domain: PlanDomain<World>, { context, world }: PlanRequest<World>): PlannedFor {
  let facts: { readonly canonical: CanonicalWorld | undefined } | undefined;
  return () => {
    facts ??= { canonical: contained(context, `canonical of the domain "${domain.name}"`, 'domain', () => domain.canonical(world)) };
    return facts.canonical;
  };
}
