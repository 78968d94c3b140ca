import {
  asPlanweaveError,
  createPlan,
  IllegalPlanError,
  legalSteps,
  type CallContext,
  type DetailLevel,
  type LanguageModel,
  type ModelReply,
  type Plan,
  type PlanDomain,
  type PlanTier,
  type PlanweaveError,
  type Policy,
  type Sampling,
} from '@planweave/core-types';
import { createPlanStream } from '@planweave/plan-parser';
import { buildPrompt, type Prompt } from '@planweave/prompt-builder';
import { attemptTimeout } from '@planweave/resilience';
import type { DroppedStep, PlanAttempt } from '../outcome/plan-outcome.ts';
import type { PromptChoices } from '../planner-options.ts';
import type { PlanRequest } from '../request/plan-request.ts';
import { readUntilPlan } from './read-until-plan.ts';

/** What every model tier of a planner has in common. */
export interface ModelTierOptions<World> {
  readonly domain: PlanDomain<World>;
  readonly policy: Policy;
  readonly prompt: PromptChoices;
  readonly sampling: Sampling;
  readonly maxSteps: number;
}

interface Reading {
  readonly plan: Plan;
  readonly dropped: readonly DroppedStep[];
  readonly reply: ModelReply | undefined;
}

/**
 * Asks a model for a plan with a prompt of the given level: builds the prompt, calls the model under the policy and the
 * deadline, reads the reply while it is written and stops the model when the plan is complete, and keeps the steps that
 * are legal. Every call of the model is one entry in the request's attempts.
 *
 * @throws what went wrong in the last attempt.
 */
export async function askModel<World>(
  model: LanguageModel,
  request: PlanRequest<World>,
  tier: PlanTier,
  level: DetailLevel,
  options: ModelTierOptions<World>,
): Promise<Plan> {
  const { context } = request;
  context.report?.({ type: 'tier-chosen', requestId: context.requestId, at: context.clock.now(), tier, entered: true });
  const prompt = request.stopwatch.time('promptMs', () => promptFor(request, level, options));
  const timeLeft = attemptTimeout({ timeoutMs: Math.max(request.modelDeadline.remainingMs(), Number.MIN_VALUE), what: model.id });
  return timeLeft.execute(
    (bounded) => options.policy.execute((attempt) => tryOnce(model, request, tier, prompt, attempt, options), bounded),
    context,
  );
}

function promptFor<World>(request: PlanRequest<World>, level: DetailLevel, options: ModelTierOptions<World>): Prompt {
  const { clock, report, requestId } = request.context;
  const startedAt = clock.now();
  const prompt = buildPrompt({ ...options.prompt, domain: options.domain, world: request.world, level, maxSteps: options.maxSteps });
  report?.({
    type: 'prompt-built',
    requestId,
    at: clock.now(),
    level: prompt.level,
    characters: prompt.characters,
    estimatedTokens: prompt.estimatedTokens,
    dropped: prompt.dropped,
    durationMs: clock.now() - startedAt,
  });
  return prompt;
}

/** One call of the model, recorded whatever becomes of it. */
async function tryOnce<World>(
  model: LanguageModel,
  request: PlanRequest<World>,
  tier: PlanTier,
  prompt: Prompt,
  context: CallContext,
  options: ModelTierOptions<World>,
): Promise<Plan> {
  const record = openRecord(model, request, tier, context);
  let onAbort: (() => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    // recorded at once: whoever aborted goes on with the next tier before this function gets to run again
    onAbort = () => reject(record.fail(context.signal.reason));
    context.signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    const reading = await Promise.race([read(model, request, prompt, context, options), stopped]);
    record.succeed(reading);
    return reading.plan;
  } catch (thrown) {
    throw record.fail(thrown);
  } finally {
    if (onAbort !== undefined) context.signal.removeEventListener('abort', onAbort);
  }
}

/** The place of an attempt in the request's list, taken when it starts and filled once, by whatever comes first. */
function openRecord<World>(model: LanguageModel, request: PlanRequest<World>, tier: PlanTier, context: CallContext) {
  const { clock, report, requestId } = context;
  const startedAt = clock.now();
  const start = { attempt: request.attempts.length + 1, tier, model: model.id };
  const index = request.attempts.push({ ...start, ok: false, durationMs: 0 }) - 1;
  let isOpen = true;
  report?.({ type: 'attempt-started', requestId, at: startedAt, ...start });

  const close = (rest: Omit<PlanAttempt, keyof typeof start | 'durationMs'>) => {
    if (!isOpen) return;
    isOpen = false;
    const at = clock.now();
    const durationMs = at - startedAt;
    request.attempts[index] = { ...start, durationMs, ...rest };
    request.stopwatch.add('modelMs', durationMs);
    report?.({ type: 'attempt-ended', requestId, at, ...start, durationMs, error: rest.error, usage: rest.usage, timings: rest.timings });
  };
  return {
    succeed({ dropped, reply }: Reading) {
      request.stopwatch.add('loadMs', reply?.timings.loadMs ?? 0);
      request.stopwatch.add('prefillMs', reply?.timings.prefillMs ?? 0);
      request.stopwatch.add('decodeMs', reply?.timings.decodeMs ?? 0);
      close({ ok: true, ...(dropped.length > 0 && { dropped }), ...(reply && { usage: reply.usage, timings: reply.timings }) });
    },
    fail(thrown: unknown): PlanweaveError {
      const error = asPlanweaveError(thrown, model.id, 'decode');
      close({ ok: false, error: error.toJSON() });
      return error;
    },
  };
}

async function read<World>(
  model: LanguageModel,
  request: PlanRequest<World>,
  prompt: Prompt,
  context: CallContext,
  options: ModelTierOptions<World>,
): Promise<Reading> {
  const { registry } = prompt;
  const { maxSteps, sampling } = options;
  const stream = createPlanStream(registry, { maxSteps });
  const call = { messages: prompt.messages, schema: registry.planSchema({ maxSteps }), sampling, think: false };
  const reader = {
    push: (text: string) => void request.stopwatch.time('parseMs', () => stream.push(text)),
    get isDone() {
      return stream.isDone;
    },
  };
  const reply = await readUntilPlan(model.stream(call, context), reader, context.clock);
  return { ...judge(request, stream, context, options), reply };
}

/** Reads the whole reply and keeps what is legal. */
function judge<World>(
  request: PlanRequest<World>,
  stream: ReturnType<typeof createPlanStream>,
  context: CallContext,
  { domain }: ModelTierOptions<World>,
): Omit<Reading, 'reply'> {
  const { clock, report, requestId } = context;
  const parsedAt = clock.now();
  const parsed = request.stopwatch.time('parseMs', () => stream.finish());
  if (!parsed.ok) throw parsed.error;
  const { plan } = parsed;
  const checkedAt = clock.now();
  report?.({
    type: 'reply-parsed',
    requestId,
    at: checkedAt,
    stage: parsed.stage,
    steps: plan.steps.length,
    dropped: parsed.dropped.length,
    repairs: parsed.repairs.length,
    durationMs: checkedAt - parsedAt,
  });
  const verdicts = request.stopwatch.time('checkMs', () => domain.check(request.world, plan.steps));
  const steps = legalSteps(plan.steps, verdicts);
  const illegal = verdicts.flatMap((verdict) => (verdict.isLegal ? [] : [{ code: verdict.code, problem: verdict.problem }]));
  report?.({
    type: 'plan-checked',
    requestId,
    at: clock.now(),
    legal: steps.length,
    illegal: illegal.length,
    codes: illegal.map(({ code }) => code),
    durationMs: clock.now() - checkedAt,
  });
  if (steps.length === 0) throw new IllegalPlanError(verdicts);
  const dropped = [...parsed.dropped.map(({ reason, problem }) => ({ code: reason, problem })), ...illegal];
  return { plan: steps.length === plan.steps.length ? plan : createPlan(steps, { rationale: plan.rationale }), dropped };
}
