import {
  asPlanweaveError,
  RefusedError,
  TimedOutError,
  type CallContext,
  type ErrorSummary,
  type ModelCall,
  type ModelReply,
  type PlanweaveError,
} from '@planweave/core-types';
import { attemptTimeout } from '@planweave/resilience';
import type { PlanRequest } from '../request/plan-request.ts';
import type { AskOptions } from '../tiers/ask-model.ts';
import { mayHelp, modelTiers, type ModelTier } from '../tiers/climb.ts';
import { readUntilPlan } from '../tiers/read-until-plan.ts';
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
  let failure: PlanweaveError | undefined;
  for (const tier of modelTiers) {
    const waiting = members.filter(({ isWaiting }) => isWaiting);
    const [first] = waiting;
    if (first === undefined || (failure !== undefined && !mayHelp(first.request, failure))) break;
    try {
      await askTier(first.request, waiting, tier, options);
      return;
    } catch (thrown) {
      failure = asPlanweaveError(thrown, options.asking.model.id, 'queue');
    }
  }
  for (const member of members) member.giveUp(failure);
}

/** One way of asking. Everybody who took part is settled by it, or it throws. */
async function askTier<World>({ context, modelDeadline }: PlanRequest<World>, members: readonly BatchMember<World>[], tier: ModelTier, options: AskBatchOptions<World>): Promise<void> {
  const { asking, requestId } = options;
  const whole = promptFor(members, tier, context, options);
  const leftMs = modelDeadline.remainingMs();
  const refusal = shortOfTime(members.length, whole, leftMs, context, asking);
  tellChoice(members, tier, refusal);
  if (refusal !== undefined) throw refusal;
  let attempts = 0;
  const call = (attempt: CallContext) => {
    const waiting = members.filter(({ isWaiting }) => isWaiting);
    attempts += 1;
    return callOnce(waiting, waiting.length === members.length ? whole : promptFor(waiting, tier, attempt, options), attempts, attempt, options);
  };
  const shared: CallContext = { ...context, requestId, agentId: undefined, target: asking.model.id, estimatedTokens: tokensOf(whole, members.length, asking) };
  await attemptTimeout({ timeoutMs: leftMs, what: asking.model.id }).execute((bounded) => asking.policy.execute(call, bounded), shared);
}

function promptFor<World>(members: readonly BatchMember<World>[], tier: ModelTier, { clock, report }: CallContext, { prompter, requestId }: AskBatchOptions<World>): BatchPrompt {
  const startedAt = clock.now();
  const prompt = prompter(tier, members.map(({ key, request }) => ({ key, world: request.world })));
  const { level, characters, estimatedTokens, dropped } = prompt;
  report?.({ type: 'prompt-built', requestId, at: clock.now(), level, characters, estimatedTokens, dropped, durationMs: clock.now() - startedAt });
  return prompt;
}

function tokensOf<World>(prompt: BatchPrompt, agents: number, { sampling }: AskOptions<World>): number {
  return prompt.estimatedTokens + agents * (sampling.maxTokens ?? 0);
}

function shortOfTime<World>(agents: number, { tier, estimatedTokens }: BatchPrompt, leftMs: number, { clock }: CallContext, { model, speed }: AskOptions<World>): RefusedError | undefined {
  if (leftMs <= 0) return new RefusedError('time', `No time is left to ask ${model.id}`);
  const at = clock.now();
  const neededMs = [tier, ...modelTiers].map((known) => speed.expect(questionKey(agents, known, model.id), estimatedTokens, at)).find((known) => known !== undefined);
  if (neededMs === undefined || neededMs <= leftMs) return undefined;
  return new RefusedError('time', `${model.id} is expected to need ${Math.round(neededMs)} ms for ${agents} agents, but ${Math.floor(leftMs)} ms are left`);
}

/** What the speed of a batch is kept under: the time depends on how many plans are written. */
function questionKey(agents: number, tier: ModelTier, model: string): string {
  return `${tier} batch of ${agents} ${model}`;
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
  context: CallContext,
  options: AskBatchOptions<World>,
): Promise<void> {
  const { asking } = options;
  const { model, sampling } = asking;
  const turns = members.map((member) => member.begin(prompt, context));
  const reader = createBatchReader(turns);
  const record = openCall(members, prompt, attempt, reader, context, options);
  const isCancelled = () => members.some(({ request }) => request.context.signal.aborted);
  const fail = (thrown: unknown) => {
    const error = asPlanweaveError(thrown, model.id, 'decode');
    reader.end();
    for (const turn of turns) turn.miss(error);
    if (TimedOutError.isInstance(error) && !isCancelled()) record.learnTimeout();
    record.close(error.toJSON());
    return error;
  };
  const call: ModelCall = {
    messages: prompt.messages,
    schema: prompt.schema,
    sampling: { ...sampling, ...(sampling.maxTokens !== undefined && { maxTokens: sampling.maxTokens * members.length }) },
    think: false,
  };
  let onAbort: (() => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    // told at once: whoever aborted goes on before this function gets to run again
    onAbort = () => reject(fail(context.signal.reason));
    context.signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    const reply = await Promise.race([readUntilPlan(model.stream(call, context), reader, context.clock), stopped]);
    reader.end();
    if (reader.answered.length === 0) throw noEntry(members.map(({ key }) => key), reader.text);
    record.close(undefined, reply);
    for (const member of members) member.giveUp(noEntry([member.key], reader.text));
  } catch (thrown) {
    throw fail(thrown);
  } finally {
    if (onAbort !== undefined) context.signal.removeEventListener('abort', onAbort);
  }
}

/** The account of one call, closed once, by whatever comes first. */
function openCall<World>(
  members: readonly BatchMember<World>[],
  prompt: BatchPrompt,
  attempt: number,
  reader: BatchReader,
  { clock, report }: CallContext,
  { asking: { model, speed }, requestId, onCall }: AskBatchOptions<World>,
) {
  const startedAt = clock.now();
  const start = { requestId, tier: prompt.tier, attempt, model: model.id };
  const question = questionKey(members.length, prompt.tier, model.id);
  let isOpen = true;
  report?.({ type: 'attempt-started', at: startedAt, ...start });
  return {
    learnTimeout: () => isOpen && speed.learnTimeout(question, prompt.estimatedTokens, clock.now() - startedAt, clock.now()),
    close(error?: ErrorSummary, reply?: ModelReply) {
      if (!isOpen) return;
      isOpen = false;
      const at = clock.now();
      const durationMs = at - startedAt;
      if (error === undefined) speed.learn(question, prompt.estimatedTokens, durationMs, reply?.timings, at);
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
