import { asPlanweaveError, type PlanDomain } from '@planweave/core-types';
import { worldKey } from '@planweave/prompt-cache';
import { attemptTimeout } from '@planweave/resilience';
import { contained } from '../request/contained.ts';
import { firstIllegal } from '../request/first-illegal.ts';
import type { PlanDraft, PlanRequest, Stage } from '../request/plan-request.ts';

/**
 * Lets requests for equal worlds that run at the same time share one answer of the model. Who comes later waits for the
 * one that asked, but only as long as there is time, and leaves at once when its caller does. When the one that asked
 * fails or is given up, its failure stays its own: of those still waiting, one asks again.
 */
export function share<World>(inner: Stage<World>, domain: PlanDomain<World>): Stage<World> {
  const flights = new Map<string, Promise<PlanDraft | undefined>>();

  const lead = async (request: PlanRequest<World>, key: string): Promise<PlanDraft> => {
    const flight = inner(request);
    const heard = flight.then(
      (draft) => draft,
      () => undefined,
    );
    flights.set(key, heard);
    try {
      return await flight;
    } finally {
      // at once, so that whoever comes now starts afresh instead of getting a plan from before
      flights.delete(key);
    }
  };
  /** Equal worlds have equal verdicts, if the domain keeps its word. */
  const isLegalFor = (request: PlanRequest<World>, { plan }: PlanDraft) =>
    contained(request.context, `check of the domain "${domain.name}"`, 'check', () => firstIllegal(domain, request.world, plan.steps) === undefined) === true;
  return async (request) => {
    // the history first, because JSON says where it ends
    const key = contained(request.context, `encode of the domain "${domain.name}"`, 'domain', () => JSON.stringify(request.history) + worldKey(domain, request.world));
    if (key === undefined) return inner(request);
    for (let flight = flights.get(key); flight !== undefined; flight = flights.get(key)) {
      const draft = await waitFor(flight, request);
      // steps that broke off are worth having for the one who was there; another may still get the whole plan
      if (draft !== undefined && draft.isPartial !== true && isLegalFor(request, draft)) return { ...draft, isShared: true };
    }
    return lead(request, key);
  };
}

/** Waits as long as a model may take for this request. */
function waitFor<World>(flight: Promise<PlanDraft | undefined>, request: PlanRequest<World>): Promise<PlanDraft | undefined> {
  const timeLeft = attemptTimeout({ timeoutMs: Math.max(request.modelDeadline.remainingMs(), Number.MIN_VALUE), what: 'The plan that another request is getting for the same world' });
  const { clock } = request.context;
  const startedAt = clock.now();
  return timeLeft.execute(() => flight, request.context).catch((thrown: unknown) => {
    const error = asPlanweaveError(thrown, 'The wait for another request', 'queue');
    request.attempts.push({ attempt: request.attempts.length + 1, tier: 'full', ok: false, durationMs: clock.now() - startedAt, error: error.toJSON() });
    throw error;
  });
}
