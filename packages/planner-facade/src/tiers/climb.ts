import { asPlanweaveError, RefusedError, type LanguageModel, type PlanTier } from '@planweave/core-types';
import type { PlanRequest, Stage } from '../request/plan-request.ts';
import { askModel, type ModelTierOptions } from './model-tier.ts';

/** The two ways of asking a model, the better one first. */
const modelTiers = Object.freeze([
  { tier: 'full', level: 'full' },
  { tier: 'simplified', level: 'simplified' },
] as const);

/** Asks the model, first with everything it should know, then with a simpler prompt if that may help and time is left. */
export function climb<World>(model: LanguageModel, options: ModelTierOptions<World>): Stage<World> {
  return async (request) => {
    let failure: unknown = new RefusedError('time', `No time is left to ask ${model.id}`);
    for (const { tier, level } of modelTiers) {
      const refusal = refusalOf(request, failure, tier, model);
      if (refusal !== undefined) {
        skip(request, tier, refusal);
        break;
      }
      try {
        const plan = await askModel(model, request, tier, level, options);
        return { plan, source: 'llm', tier, cache: 'bypass' };
      } catch (thrown) {
        failure = thrown;
        if (request.context.signal.aborted) break;
      }
    }
    throw failure;
  };
}

/** Why a tier is not entered; a simpler prompt helps a confused or slow model, not a missing server. */
function refusalOf<World>(request: PlanRequest<World>, failure: unknown, tier: PlanTier, model: LanguageModel): RefusedError | undefined {
  if (request.modelDeadline.isOver()) return new RefusedError('time', `No time is left to ask ${model.id}`);
  if (tier === 'full') return undefined;
  const { code, blame, message } = asPlanweaveError(failure, model.id, 'decode');
  const helps = blame === 'model' || code === 'PLANWEAVE_TIMED_OUT' || code === 'PLANWEAVE_CONTEXT_TOO_LONG' || code === 'PLANWEAVE_SCHEMA_REJECTED';
  return helps ? undefined : new RefusedError('time', `A simpler prompt would fail in the same way: ${message}`);
}

function skip<World>(request: PlanRequest<World>, tier: PlanTier, refusal: RefusedError): void {
  const { clock, requestId, report } = request.context;
  report?.({ type: 'tier-chosen', requestId, at: clock.now(), tier, entered: false, reason: refusal.message });
  // a refusal is told as an attempt only when nothing else explains why there is no plan from the model
  if (request.attempts.length === 0) request.attempts.push({ attempt: 1, tier, ok: false, durationMs: 0, error: refusal.toJSON() });
}
