import {
  asPlanweaveError,
  CancelledError,
  RefusedError,
  type CallContext,
  type ErrorSummary,
  type LanguageModel,
  type ModelCall,
  type ModelReply,
  type PlanweaveError,
} from '@planweave/core-types';
import { attemptTimeout } from '@planweave/resilience';
import type { PlanRequest } from '../request/plan-request.ts';
import { questionKey, type AskOptions, type CallTerms } from '../tiers/ask-model.ts';
import { callScope } from '../tiers/call-scope.ts';
import { callSpeed } from '../tiers/call-speed.ts';
import { mayHelp, modelTiers, type ModelTier } from '../tiers/climb.ts';
import { readUntilPlan } from '../tiers/read-until-plan.ts';
import { shortOfTime } from '../tiers/short-of-time.ts';
import { tellPrompt } from '../tiers/tell-prompt.ts';
import type { BatchCall } from './batch.ts';
import { noEntry, type BatchMember } from './batch-member.ts';
import type { BatchPrompt, BatchPrompter } from './batch-prompt.ts';
import { createBatchReader, type BatchReader } from './batch-reader.ts';

/** What a batch is asked with. */
export interface AskBatchOptions<World> {
  readonly asking: AskOptions<World>;
  readonly prompter: BatchPrompter<World>;
  /** What the events of the call carry. */
  readonly requestId: string;
  /** Told about each call of the model when it is over. */
  readonly onCall: (call: BatchCall) => void;
}

/**
 * Asks the model once for all members, under the planner's policy and until the models' deadline; a prompt that is too
 * much for it is tried once more with less in it. Every member is settled when this is over: by its own entry, or by what
 * went wrong. Only those are asked for again who have no answer yet. Never rejects.
 */
export async function askBatch<World>(members: readonly BatchMember<World>[], options: AskBatchOptions<World>): Promise<void> {
  tellJoined(members, options.requestId);
  let failure: PlanweaveError | undefined;
  for (const tier of modelTiers) {
    const waiting = members.filter(({ isWaiting }) => isWaiting);
    const [first] = waiting;
    if (first === undefined || (failure !== undefined && !mayHelp(first.request, failure))) break;
    try {
      await askTier(first.request, waiting, tier, options);
      // that settled everybody, unless the policy thought that it could do without a call
      failure = new RefusedError('queue', 'The policy made no call');
      break;
    } catch (thrown) {
      failure = asPlanweaveError(thrown, options.asking.model.id, 'queue');
    }
  }
  for (const member of members) member.giveUp(failure);
}

function tellJoined<World>(members: readonly BatchMember<World>[], batchId: string): void {
  for (const { request } of members) {
    const { report, requestId, clock } = request;
    report?.({ type: 'batch-joined', requestId, at: clock.now(), batchId });
  }
}

/** One way of asking. Everybody who took part is settled by it, or it throws. */
async function askTier<World>(first: PlanRequest<World>, members: readonly BatchMember<World>[], tier: ModelTier, options: AskBatchOptions<World>): Promise<void> {
  const { asking, requestId } = options;
  const { context, modelDeadline } = first;
  const whole = promptFor(members, tier, context, options);
  const questions = [tier, ...modelTiers].map((known) => batchKey(asking.model, known, members.length));
  const refusal = shortOfTime(first, questions, whole.estimatedTokens, asking);
  tellChoice(members, tier, refusal);
  if (refusal !== undefined) throw refusal;
  let attempts = 0;
  const call = async (attempt: CallContext, bounded: CallContext) => {
    if (bounded.signal.aborted) throw new CancelledError('queue', bounded.signal.reason);
    const waiting = members.filter(({ isWaiting }) => isWaiting);
    if (waiting.length === 0) return;
    attempts += 1;
    await callOnce(waiting, waiting.length === members.length ? whole : promptFor(waiting, tier, attempt, options), attempts, { attempt, bounded }, options);
  };
  const shared: CallContext = { ...context, requestId, agentId: undefined, target: asking.model.id, estimatedTokens: tokensOf(whole, members.length, asking) };
  await attemptTimeout({ timeoutMs: Math.max(modelDeadline.remainingMs(), Number.MIN_VALUE), what: asking.model.id }).execute((bounded) => asking.policy.execute((attempt) => call(attempt, bounded), bounded), shared);
}

function promptFor<World>(members: readonly BatchMember<World>[], tier: ModelTier, { clock, report }: CallContext, { prompter, requestId }: AskBatchOptions<World>): BatchPrompt {
  const startedAt = clock.now();
  const prompt = prompter(tier, members.map(({ key, request: { world, history } }) => ({ key, world, history })));
  tellPrompt({ report, requestId, clock }, prompt, startedAt);
  return prompt;
}

function tokensOf<World>(prompt: BatchPrompt, agents: number, { sampling }: AskOptions<World>): number {
  return prompt.estimatedTokens + agents * (sampling.maxTokens ?? 0);
}

/** What the speed of a batch is kept under: the time depends on how many plans are written. */
function batchKey(model: LanguageModel, tier: ModelTier, agents: number): string {
  return `batch of ${agents} ${questionKey(model, tier)}`;
}

function tellChoice<World>(members: readonly BatchMember<World>[], tier: ModelTier, refusal: RefusedError | undefined): void {
  for (const { request } of members) {
    const { report, requestId, clock } = request.context;
    report?.({ type: 'tier-chosen', requestId, at: clock.now(), tier, entered: refusal === undefined, reason: refusal?.message });
  }
}

/** One call of the model, told to the observers and to the caller whatever becomes of it. */
async function callOnce<World>(
  members: readonly BatchMember<World>[],
  prompt: BatchPrompt,
  attempt: number,
  { attempt: context, bounded }: CallTerms,
  options: AskBatchOptions<World>,
): Promise<void> {
  const { asking } = options;
  const { model, sampling } = asking;
  const turns = members.map((member) => member.begin(prompt, context));
  const reader = createBatchReader(turns);
  const record = openCall(members, prompt, attempt, reader, context, options);
  const isCancelled = () => members.some(({ request }) => request.context.signal.aborted);
  const learn = callSpeed(asking.speed, batchKey(model, prompt.tier, members.length), prompt.estimatedTokens, context.clock, isCancelled);
  const fail = (thrown: unknown) => {
    const error = asPlanweaveError(thrown, model.id, 'decode');
    reader.end();
    for (const turn of turns) turn.miss(error);
    learn.failure(error);
    record.close(error.toJSON());
    return error;
  };
  const call: ModelCall = {
    messages: prompt.messages,
    schema: prompt.schema,
    sampling: { ...sampling, ...(sampling.maxTokens !== undefined && { maxTokens: sampling.maxTokens * members.length }) },
    think: false,
  };
  const read = async (signal: AbortSignal) => {
    const reply = await readUntilPlan(model.stream(call, { ...context, signal }), reader, { clock: context.clock, deadline: bounded.deadline });
    reader.end();
    if (reader.answered.length === 0) throw noEntry(members.map(({ key }) => key), reader.text);
    return reply;
  };
  const reply = await callScope([context.signal, bounded.signal], read, fail);
  learn.success(reply);
  record.close(undefined, reply);
  for (const member of members) member.giveUp(noEntry([member.key], reader.text));
}

/** The account of one call, closed once, by whatever comes first. */
function openCall<World>(
  members: readonly BatchMember<World>[],
  { tier }: BatchPrompt,
  attempt: number,
  reader: BatchReader,
  { clock, report }: CallContext,
  { asking: { model }, requestId, onCall }: AskBatchOptions<World>,
) {
  const startedAt = clock.now();
  const start = { requestId, tier, attempt, model: model.id };
  let isOpen = true;
  report?.({ type: 'attempt-started', at: startedAt, ...start });
  return {
    close(error?: ErrorSummary, reply?: ModelReply) {
      if (!isOpen) return;
      isOpen = false;
      const at = clock.now();
      const durationMs = at - startedAt;
      report?.({ type: 'attempt-ended', at, ...start, durationMs, error, usage: reply?.usage, timings: reply?.timings });
      onCall({
        requestId,
        asked: members.map(({ index }) => index),
        answered: [...reader.answered],
        durationMs,
        strays: [...reader.strays],
        ...(error && { error }),
        ...(reply && { usage: reply.usage, timings: reply.timings }),
      });
    },
  };
}
