import type { Attributes, Context, HrTime, Span, Tracer } from '@opentelemetry/api';
import { checkCount, checkOption, errorCodes, type AttemptEnded, type AttemptStarted, type BatchJoined, type ErrorSummary, type Observer, type PlanEnded, type PlanEvent, type PlanStarted } from '@planweave/core-types';
import { CauseTrace } from '../causes/plan-cause.ts';
import { modelReader } from './model-attributes.ts';
import { apiExpectation, instrumentationScope, type OpenTelemetryApi } from './open-telemetry-api.ts';
import { conventions, ownAttributes } from './semantic-conventions.ts';

/** Options of {@link spanObserver}. */
export interface SpanObserverOptions {
  /** The module `@opentelemetry/api`. */
  readonly api: OpenTelemetryApi;
  /** Who makes the spans. @default the tracer `@planweave/telemetry` of the global provider */
  readonly tracer?: Tracer;
  /** Who serves the model, as the conventions name it: `'ollama'`, `'openai'`. @default 'ollama' */
  readonly provider?: string;
  /**
   * The date at which the planner's clock said 0, in milliseconds since 1970; spans get the times of events, not of their
   * arrival. @default `performance.timeOrigin`, which fits `systemClock`
   */
  readonly epochMs?: number;
  /** True to write error messages into spans; they may quote servers, games and replies. @default false */
  readonly includeMessages?: boolean;
  /** How many plans, and how many attempts, may be open at once; beyond that the oldest span is ended. @default 1024 */
  readonly maxOpen?: number;
}

interface OpenPlan {
  readonly span: Span;
  readonly context: Context;
  readonly deadlineAt: number;
  readonly trace: CauseTrace;
  queueWaitMs: number;
  /** Calls of a model. */
  calls: number;
}

/**
 * Turns events into OpenTelemetry spans after the conventions for generative AI: one `plan` span for each plan, inside
 * whatever span the caller is in, and in it one `chat` span for each attempt. The attempts of a batch are in the span of its
 * first plan and linked to those of the others. Without an SDK the cost is one call a plan.
 * Use one for each planner, because the ids of requests are the planner's own.
 *
 * @throws `InvalidOptionError` without the module `api`, or for a `maxOpen` below 1.
 *
 * @example
 * ```ts
 * import * as api from '@opentelemetry/api';
 * import { spanObserver } from '@planweave/telemetry';
 *
 * const spans = spanObserver({ api }); // createPlanner({ …, observers: [spans] })
 * spans.observe({ type: 'plan-started', requestId: 'plan-1', at: 0, budgetMs: 250 });
 * ```
 */
export function spanObserver(options: SpanObserverOptions): Observer {
  checkOption('spanObserver', 'api', options.api, apiExpectation, (given) => typeof given?.trace?.getTracer === 'function');
  const { api, tracer = api.trace.getTracer(instrumentationScope), provider = 'ollama', epochMs = performance.timeOrigin, includeMessages = false } = options;
  const maxOpen = checkCount('spanObserver', 'maxOpen', options.maxOpen ?? 1_024);
  const plans = new Map<string, OpenPlan>();
  const attempts = new Map<string, Span>();
  /** The requests of each batch. */
  const batches = new Map<string, Set<string>>();
  const aboutModel = modelReader();
  const date = (at: number) => hrTime(epochMs + at);

  const startPlan = ({ requestId, at, budgetMs, agentId }: PlanStarted) => {
    const outer = api.context.active();
    const attributes = { [conventions.operationName]: conventions.plan, [ownAttributes.requestId]: requestId, [ownAttributes.budgetMs]: budgetMs, ...(agentId !== undefined && { [conventions.agentId]: agentId }) };
    const span = tracer.startSpan(conventions.plan, { kind: api.SpanKind.INTERNAL, startTime: date(at), attributes }, outer);
    if (!span.isRecording()) return;
    makeRoom(plans, maxOpen, (oldest) => oldest.span.end(date(at)));
    plans.set(requestId, { span, context: api.trace.setSpan(outer, span), deadlineAt: at + budgetMs, trace: new CauseTrace(), queueWaitMs: 0, calls: 0 });
  };
  const joinBatch = ({ span }: OpenPlan, { requestId, batchId }: BatchJoined) => {
    const requests = batches.get(batchId) ?? new Set();
    if (requests.size === 0) makeRoom(batches, maxOpen, () => {});
    batches.set(batchId, requests.add(requestId));
    span.setAttribute(ownAttributes.batchId, batchId);
  };
  /** The plans that an event is about: one, or those of a batch that are not made yet. */
  const plansOf = (requestId: string): readonly OpenPlan[] => {
    const ids = batches.size === 0 ? undefined : batches.get(requestId);
    return [...(ids ?? [requestId])].flatMap((id) => plans.get(id) ?? []);
  };
  const endPlan = (plan: OpenPlan, { requestId, at, slackMs, result }: PlanEnded) => {
    const { span, trace, queueWaitMs, calls } = plan;
    plans.delete(requestId);
    const cause = trace.causeOf(result);
    span.setAttributes({ [ownAttributes.slackMs]: slackMs, [ownAttributes.queueWaitMs]: queueWaitMs, ...(cause && { [ownAttributes.cause]: cause.code }) });
    if (cause !== undefined && includeMessages) span.setAttribute(ownAttributes.message, cause.message);
    if (result.ok) {
      const { source, tier, steps, planId } = result;
      span.setAttributes({ [ownAttributes.source]: source, [ownAttributes.tier]: tier, [ownAttributes.steps]: steps, [ownAttributes.attempts]: calls, ...(planId !== undefined && { [ownAttributes.planId]: planId }) });
    } else {
      fail(span, result.error);
    }
    span.end(date(at));
  };
  const startAttempt = (asked: readonly OpenPlan[], { requestId, at, attempt, tier, model }: AttemptStarted) => {
    const about = aboutModel(model);
    for (const each of asked) each.calls += 1;
    const [plan, ...others] = asked;
    const links = others.map((other) => ({ context: other.span.spanContext() }));
    const attributes = {
      [conventions.operationName]: conventions.chat,
      [conventions.providerName]: provider,
      [conventions.requestStream]: true,
      ...about,
      [ownAttributes.attempt]: attempt,
      [ownAttributes.tier]: tier,
      ...(plan && { [ownAttributes.budgetLeftMs]: plan.deadlineAt - at }),
    };
    const span = tracer.startSpan(`${conventions.chat} ${about[conventions.requestModel]}`, { kind: api.SpanKind.CLIENT, startTime: date(at), attributes, links }, plan?.context ?? api.context.active());
    if (!span.isRecording()) return;
    makeRoom(attempts, maxOpen, (oldest) => oldest.end(date(at)));
    attempts.set(attemptKey(requestId, attempt), span);
  };
  const endAttempt = ({ requestId, attempt, at, error, usage, timings }: AttemptEnded) => {
    const key = attemptKey(requestId, attempt);
    const span = attempts.get(key);
    if (span === undefined) return;
    attempts.delete(key);
    if (usage !== undefined) span.setAttributes({ [conventions.inputTokens]: usage.promptTokens, [conventions.outputTokens]: usage.replyTokens });
    if (timings !== undefined) span.setAttribute(conventions.timeToFirstChunk, timings.firstTokenMs / 1_000);
    if (error !== undefined) fail(span, error);
    span.end(date(at));
  };
  const fail = (span: Span, { code, message }: ErrorSummary) => {
    span.setAttribute(conventions.errorType, code);
    span.setStatus({ code: api.SpanStatusCode.ERROR, message: includeMessages ? message : errorCodes[code] });
  };
  /** What happened in between, as attributes and events of the plan's span. */
  const note = (plan: OpenPlan, event: PlanEvent) => {
    const { span } = plan;
    const add = (attributes: Attributes) => span.addEvent(`planweave.${event.type}`, attributes, date(event.at));
    switch (event.type) {
      case 'cache-looked-up':
        span.setAttributes({ [ownAttributes.cacheVerdict]: event.verdict, ...(event.distance !== undefined && { [ownAttributes.cacheDistance]: event.distance }) });
        return;
      case 'batch-joined':
        joinBatch(plan, event);
        return;
      case 'queue-left':
        plan.queueWaitMs += event.waitedMs;
        return;
      case 'tier-chosen':
        add({ tier: event.tier, entered: event.entered, ...(includeMessages && event.reason !== undefined && { reason: event.reason }) });
        return;
      case 'retry-scheduled':
        add({ attempt: event.attempt, delay_ms: event.delayMs, code: event.code });
        return;
      case 'call-refused':
        add({ by: event.by });
        return;
      case 'hedge-started':
        add({ after_ms: event.afterMs });
        return;
      default:
    }
  };
  return Object.freeze({
    observe(event: PlanEvent) {
      if (event.type === 'plan-started') return startPlan(event);
      const about = plansOf(event.requestId);
      if (event.type === 'attempt-started') return startAttempt(about, event);
      if (event.type === 'attempt-ended') endAttempt(event);
      for (const plan of about) {
        if (event.type === 'plan-ended') return endPlan(plan, event);
        plan.trace.note(event);
        note(plan, event);
      }
    },
  });
}

/** As seconds and nanoseconds, because the SDK takes a small number for a time since the start of the process. */
function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1_000);
  return [seconds, Math.floor((ms - seconds * 1_000) * 1_000_000)];
}

function attemptKey(requestId: string, attempt: number): string {
  return `${attempt} ${requestId}`;
}

function makeRoom<Value>(open: Map<string, Value>, most: number, close: (oldest: Value) => void): void {
  if (open.size < most) return;
  const [key, oldest] = open.entries().next().value!;
  open.delete(key);
  close(oldest);
}
