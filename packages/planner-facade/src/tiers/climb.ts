import { asPlanweaveError, createPlan, RefusedError, type ChatMessage, type ErrorCode, type PlanweaveError } from '@planweave/core-types';
import type { Prompt } from '@planweave/prompt-builder';
import type { PlanDraft, PlanRequest, Stage } from '../request/plan-request.ts';
import { askAgain } from './ask-again.ts';
import { askModel, questionKey, type AskOptions, type ModelPlan } from './ask-model.ts';
import { shortOfTime } from './short-of-time.ts';
import { tellPrompt } from './tell-prompt.ts';

/** The two ways of asking a model, the better one first. */
export const modelTiers = Object.freeze(['full', 'simplified'] as const);
export type ModelTier = (typeof modelTiers)[number];

/** What a shorter prompt may get around. A refusal is for lack of time, if it is not for more than that. */
const helpedByLess: ReadonlySet<ErrorCode> = new Set(['PLANWEAVE_TIMED_OUT', 'PLANWEAVE_REFUSED', 'PLANWEAVE_CONTEXT_TOO_LONG', 'PLANWEAVE_SCHEMA_REJECTED']);

/**
 * Asks the model, first with everything it should know, then once more with what was wrong, then with a simpler prompt;
 * each only if it may help and is expected to fit the time that is left. When all fail, the steps that a reply held
 * before it broke off are a plan as well.
 */
export function climb<World>(options: AskOptions<World>): Stage<World> {
  return async (request) => {
    let failure: PlanweaveError | undefined;
    for (const tier of modelTiers) {
      if (failure !== undefined && !mayHelp(request, failure)) break;
      try {
        return { ...(await askTier(request, tier, options)), source: 'llm', tier };
      } catch (thrown) {
        failure = asPlanweaveError(thrown, options.model.id, 'prompt');
      }
    }
    return partialPlan(request) ?? Promise.reject(failure ?? new RefusedError('time', 'No model was asked'));
  };
}

/** A simpler prompt helps a confused or slow model, not a missing server, and nobody who has left. */
export function mayHelp<World>(request: PlanRequest<World>, { blame, code }: PlanweaveError): boolean {
  if (request.context.signal.aborted || request.modelDeadline.isOver() || hasHandedOut(request)) return false;
  return blame === 'model' || helpedByLess.has(code);
}

function hasHandedOut<World>(request: PlanRequest<World>): boolean {
  return request.handOut !== undefined && request.handOut.given.length > 0;
}

async function askTier<World>(request: PlanRequest<World>, tier: ModelTier, options: AskOptions<World>): Promise<ModelPlan> {
  // before any work is put into a prompt, going by what even an empty one would take
  const refusal = shortOfTime(request, questionsLike(tier, options), 0, options);
  if (refusal !== undefined) throw told(request, tier, options, refusal);
  let prompt: Prompt;
  try {
    prompt = promptFor(request, tier, options);
  } catch (thrown) {
    throw told(request, tier, options, asPlanweaveError(thrown, `The prompt for the domain "${options.domain.name}"`, 'prompt'));
  }
  try {
    return await ask(request, tier, prompt, [], options);
  } catch (error) {
    const again = tier === 'full' && !request.context.signal.aborted && !hasHandedOut(request) ? askAgain(error, request.heard.text) : undefined;
    if (again === undefined) throw error;
    return ask(request, tier, prompt, again, options);
  }
}

/** Tells what kept a tier from asking at all, among the attempts. */
function told<World>(request: PlanRequest<World>, tier: ModelTier, { model }: AskOptions<World>, error: PlanweaveError): PlanweaveError {
  const { attempts, report, requestId, clock } = request;
  attempts.push({ attempt: attempts.length + 1, tier, model: model.id, ok: false, durationMs: 0, error: error.toJSON() });
  report?.({ type: 'tier-chosen', requestId, at: clock.now(), tier, entered: false, reason: error.message });
  return error;
}

/** One question, if it is expected to fit the time; a question that was refused is told among the attempts as well. */
async function ask<World>(request: PlanRequest<World>, tier: ModelTier, prompt: Prompt, followUp: readonly ChatMessage[], options: AskOptions<World>): Promise<ModelPlan> {
  const { clock, requestId, report } = request.context;
  const refusal = shortOfTime(request, questionsLike(tier, options), prompt.estimatedTokens, options);
  report?.({ type: 'tier-chosen', requestId, at: clock.now(), tier, entered: refusal === undefined, reason: refusal?.message });
  const before = request.attempts.length;
  try {
    if (refusal !== undefined) throw refusal;
    return await askModel(request, { tier, prompt, followUp }, options);
  } catch (thrown) {
    const error = asPlanweaveError(thrown, options.model.id, 'queue');
    if (request.attempts.length === before) {
      request.attempts.push({ attempt: before + 1, tier, model: options.model.id, ok: false, durationMs: 0, error: error.toJSON() });
    }
    throw error;
  }
}

/** Of a tier that was never asked, the other one gives the best idea: most of the time goes into writing the plan. */
function questionsLike<World>(tier: ModelTier, { model }: AskOptions<World>): readonly string[] {
  return [tier, ...modelTiers].map((known) => questionKey(model, known));
}

function promptFor<World>(request: PlanRequest<World>, level: ModelTier, { prompt: { budgetTokens, lowestLevel }, prompts }: AskOptions<World>): Prompt {
  const { world, history, clock, stopwatch } = request;
  const startedAt = clock.now();
  const choices = { level, history, ...(budgetTokens !== undefined && { budgetTokens }), ...(lowestLevel !== undefined && { lowestLevel }) };
  const prompt = stopwatch.time('promptMs', () => prompts.build(world, choices));
  tellPrompt(request, prompt, startedAt);
  return prompt;
}

/** What a reply held before it broke off, if it held a step. */
export function partialPlan<World>({ heard, handOut, context }: PlanRequest<World>): PlanDraft | undefined {
  const given = handOut?.given ?? [];
  const steps = heard.steps.length < given.length ? given : heard.steps;
  if (steps.length === 0 || context.signal.aborted) return undefined;
  return { plan: createPlan([...steps]), source: 'llm', tier: heard.tier, isPartial: true };
}
