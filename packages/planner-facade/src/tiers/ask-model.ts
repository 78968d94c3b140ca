import {
  type CallContext,
  type ChatMessage,
  type LanguageModel,
  type ModelCall,
  type Plan,
  type PlanDomain,
  type PlanTier,
  type Policy,
  type Sampling,
} from '@planweave/core-types';
import type { Prompt, PromptBuilder } from '@planweave/prompt-builder';
import { attemptTimeout } from '@planweave/resilience';
import type { PromptChoices } from '../planner-options.ts';
import type { PlanRequest } from '../request/plan-request.ts';
import { openRecord } from './attempt-record.ts';
import { callSpeed } from './call-speed.ts';
import { readUntilPlan } from './read-until-plan.ts';
import { createReplyReader, type ReplyReader } from './reply-reader.ts';
import type { SpeedEstimates } from './speed-estimates.ts';
import { untilAborted } from './until-aborted.ts';

/** What every question to a planner's model has in common. */
export interface AskOptions<World> {
  readonly model: LanguageModel;
  readonly domain: PlanDomain<World>;
  readonly policy: Policy;
  readonly prompt: PromptChoices;
  /** Writes the prompts of single requests. */
  readonly prompts: PromptBuilder<World>;
  readonly sampling: Sampling;
  readonly maxSteps: number;
  readonly speed: SpeedEstimates;
}

/** One question to the model. */
export interface Question {
  readonly tier: PlanTier;
  readonly prompt: Prompt;
  /** What is said after the prompt when the model is asked again. */
  readonly followUp: readonly ChatMessage[];
}

/**
 * Asks the model under the policy and until the models' deadline. Every call that the policy makes is one entry in the
 * request's attempts, and what it shows of the model's speed is learned. What a failed call had written is left in
 * `request.heard`.
 *
 * @throws what went wrong in the last call, or why the policy made none.
 */
export async function askModel<World>(request: PlanRequest<World>, question: Question, options: AskOptions<World>): Promise<Plan> {
  const { model, policy } = options;
  const estimatedTokens = question.prompt.estimatedTokens + (options.sampling.maxTokens ?? 0);
  const timeLeft = attemptTimeout({ timeoutMs: Math.max(request.modelDeadline.remainingMs(), Number.MIN_VALUE), what: model.id });
  return timeLeft.execute(
    (bounded) => policy.execute((attempt) => callOnce(request, question, attempt, options), bounded),
    { ...request.context, target: model.id, estimatedTokens },
  );
}

/** One call of the model, recorded whatever becomes of it. */
async function callOnce<World>(request: PlanRequest<World>, question: Question, context: CallContext, options: AskOptions<World>): Promise<Plan> {
  const { model, domain, maxSteps, sampling } = options;
  const { registry, messages } = question.prompt;
  const record = openRecord(request, model.id, question.tier, context);
  const learn = callSpeed(options.speed, questionKey(model, question.tier), question.prompt.estimatedTokens, context.clock, () => request.context.signal.aborted);
  const reader = createReplyReader(request, context, { domain, registry, maxSteps });
  const fail = (thrown: unknown) => {
    keepWhatWasHeard(request, question.tier, reader);
    learn.failure(thrown);
    return record.fail(thrown);
  };
  const call: ModelCall = { messages: [...messages, ...question.followUp], schema: registry.planSchema({ maxSteps }), sampling, think: false };
  // the model's own signal ends with the attempt, however it ends: a server that stays silent after the plan is left as well
  const own = new AbortController();
  const leave = () => own.abort(context.signal.reason);
  context.signal.addEventListener('abort', leave, { once: true });
  const read = async () => {
    try {
      const reply = await readUntilPlan(model.stream(call, { ...context, signal: own.signal }), reader, context);
      return { ...reader.finish(), reply };
    } finally {
      context.signal.removeEventListener('abort', leave);
      own.abort();
    }
  };
  const reading = await untilAborted(context.signal, read, fail);
  learn.success(reading.reply);
  record.succeed(reading);
  return reading.plan;
}

/** What the speed of a question is kept under. */
export function questionKey(model: LanguageModel, tier: PlanTier): string {
  return `${tier} ${model.id}`;
}

function keepWhatWasHeard<World>(request: PlanRequest<World>, tier: PlanTier, reader: ReplyReader): void {
  const { heard, handOut } = request;
  heard.text = reader.text;
  const steps = legalOrNone(reader);
  // a caller who has steps of one reply already gets the rest of its plan from no other
  if (steps.length > heard.steps.length && handOut?.offer(reader, steps) !== false) Object.assign(heard, { steps, tier });
}

function legalOrNone(reader: ReplyReader) {
  try {
    return reader.legalSoFar();
  } catch {
    // a domain that throws is told by the attempt itself
    return [];
  }
}
