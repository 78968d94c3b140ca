import {
  CancelledError,
  PlugInError,
  RefusedError,
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
import { callScope } from './call-scope.ts';
import { callSpeed } from './call-speed.ts';
import { readUntilPlan } from './read-until-plan.ts';
import { createReplyReader, type ReplyReader } from './reply-reader.ts';
import type { SpeedEstimates } from './speed-estimates.ts';

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
export async function askModel<World>(request: PlanRequest<World>, question: Question, options: AskOptions<World>): Promise<ModelPlan> {
  const { model, policy } = options;
  const written = new Set<ModelPlan>();
  const estimatedTokens = question.prompt.estimatedTokens + (options.sampling.maxTokens ?? 0);
  const timeLeft = attemptTimeout({ timeoutMs: Math.max(request.modelDeadline.remainingMs(), Number.MIN_VALUE), what: model.id });
  const given = await timeLeft.execute(
    (bounded) =>
      policy.execute(async (attempt) => {
        const plan = await callOnce(request, question, { attempt, bounded }, options);
        written.add(plan);
        return plan;
      }, bounded),
    { ...request.context, target: model.id, estimatedTokens },
  );
  // a policy may make up a result, or remember that of another request
  if (!written.has(given)) throw new PlugInError('The policy', 'queue', new Error('it gave a result that no call of this request wrote'));
  return given;
}

/** A plan that a model wrote. */
export interface ModelPlan {
  readonly plan: Plan;
  /** False when steps of the reply could not be used. */
  readonly isWhole: boolean;
}

/** What a call goes by: the policy may hand on a context of its own, but the request's time and caller count all the same. */
export interface CallTerms {
  readonly attempt: CallContext;
  readonly bounded: CallContext;
}

/** One call of the model, recorded whatever becomes of it. */
async function callOnce<World>(request: PlanRequest<World>, question: Question, { attempt: context, bounded }: CallTerms, options: AskOptions<World>): Promise<ModelPlan> {
  const { model, domain, maxSteps, sampling } = options;
  refuseInVain(request, bounded.signal);
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
  const read = async (signal: AbortSignal) => {
    const reply = await readUntilPlan(model.stream(call, { ...context, signal }), reader, { clock: context.clock, deadline: bounded.deadline });
    return { ...reader.finish(), reply };
  };
  const reading = await callScope([context.signal, bounded.signal], read, fail);
  learn.success(reading.reply);
  record.succeed(reading);
  return Object.freeze({ plan: reading.plan, isWhole: reading.dropped.length === 0 });
}

/** A call that nobody waits for, or whose steps nobody could take, is not made. */
function refuseInVain<World>({ handOut, modelDeadline }: PlanRequest<World>, signal: AbortSignal): void {
  if (signal.aborted) throw new CancelledError('queue', signal.reason);
  if (modelDeadline.isOver()) throw new RefusedError('time', 'No time is left for another call');
  if (handOut !== undefined && handOut.given.length > 0) throw new RefusedError('queue', 'The caller has steps of another reply already');
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
