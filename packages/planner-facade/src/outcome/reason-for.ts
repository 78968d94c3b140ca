import { CancelledError } from '@planweave/core-types';
import type { PlanDraft, PlanRequest } from '../request/plan-request.ts';
import { degradation, noModel } from './degradation.ts';
import type { Degradation } from './plan-outcome.ts';

/** A call that a policy forgot about. */
const unexplained = { error: new CancelledError('decode', 'the policy did not wait for it').toJSON(), durationMs: 0 };

/**
 * Why a plan is not what was hoped for; `undefined` when it is. The last real failure explains why a lesser way was
 * taken; a call that a policy refused or gave up does when there was none.
 */
export function reasonFor<World>(request: PlanRequest<World>, draft: PlanDraft): Degradation | undefined {
  const isPartial = draft.isPartial === true;
  if (draft.source === 'cache' || draft.isShared === true || (draft.tier === 'full' && !isPartial)) return undefined;
  const tries = request.attempts.filter(({ tier }) => tier === 'full' || tier === 'simplified');
  if (tries.length === 0) return noModel(draft.tier);
  const failures = tries.flatMap(({ error, tier, durationMs }) => (error !== undefined && (isPartial || tier !== draft.tier) ? [{ error, durationMs }] : []));
  const failure = failures.findLast(({ error: { code } }) => code !== 'PLANWEAVE_REFUSED' && code !== 'PLANWEAVE_CANCELLED') ?? failures.at(-1) ?? unexplained;
  // whoever asked for a plan in 250 ms knows that number; a call that was given up sooner has one of its own
  const waitedMs = request.modelDeadline.isOver() ? request.budgetMs : failure.durationMs;
  return degradation(failure.error, isPartial ? 'partial' : draft.tier, waitedMs);
}
