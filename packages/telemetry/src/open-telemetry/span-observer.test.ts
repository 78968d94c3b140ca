import * as api from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { PlanEvent } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { spanObserver, type SpanObserverOptions } from './span-observer.ts';

const id = 'plan-1';
const model = 'phi3:mini@http://user:secret@127.0.0.1:11434';
const busy = { code: 'PLANWEAVE_SERVER_BUSY', message: 'the server said something private', phase: 'connect', isRetryable: true } as const;
const attempt = (number: number) => ({ requestId: id, tier: 'full', attempt: number, model }) as const;
const events: readonly PlanEvent[] = [
  { type: 'plan-started', requestId: id, at: 1_000, budgetMs: 250, agentId: 'guard-7' },
  { type: 'cache-looked-up', requestId: id, at: 1_001, verdict: 'stale', durationMs: 0.5, distance: 0.2 },
  { type: 'tier-chosen', requestId: id, at: 1_002, tier: 'full', entered: true },
  { type: 'queue-entered', requestId: id, at: 1_002, position: 1 },
  { type: 'queue-left', requestId: id, at: 1_012, waitedMs: 10, outcome: 'admitted' },
  { type: 'attempt-started', at: 1_012, ...attempt(1) },
  { type: 'attempt-ended', at: 1_020, ...attempt(1), durationMs: 8, error: busy },
  { type: 'retry-scheduled', requestId: id, at: 1_020, attempt: 1, delayMs: 50, code: 'PLANWEAVE_SERVER_BUSY' },
  { type: 'attempt-started', at: 1_070, ...attempt(2) },
  { type: 'attempt-ended', at: 1_100.25, ...attempt(2), durationMs: 30.25, usage: { promptTokens: 800, replyTokens: 40 }, timings: { totalMs: 30.25, firstTokenMs: 12, loadMs: 0, prefillMs: 10, decodeMs: 18 } },
  { type: 'plan-ended', requestId: id, at: 1_101, durationMs: 101, slackMs: 149, result: { ok: true, source: 'llm', tier: 'full', steps: 3, attempts: 2, planId: 'plan-ab12' } },
];

function traced(stream: readonly PlanEvent[], options: Partial<SpanObserverOptions> = {}) {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const observer = spanObserver({ api, tracer: provider.getTracer('test'), epochMs: 0, ...options });
  for (const event of stream) observer.observe(event);
  return exporter.getFinishedSpans();
}

function named(spans: readonly ReadableSpan[], name: string): readonly ReadableSpan[] {
  return spans.filter((span) => span.name === name);
}

describe('spanObserver', () => {
  it('T32: makes one span for the plan and one in it for each attempt, at the times of the events', () => {
    const spans = traced(events);
    const [plan] = named(spans, 'plan');
    const attempts = named(spans, 'chat phi3:mini');
    expect(spans).toHaveLength(3);
    expect(attempts.map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual([plan!.spanContext().spanId, plan!.spanContext().spanId]);
    expect({ start: plan!.startTime, end: plan!.endTime, kind: plan!.kind }).toEqual({ start: [1, 0], end: [1, 101_000_000], kind: api.SpanKind.INTERNAL });
    expect({ end: attempts[1]!.endTime, kind: attempts[1]!.kind }).toEqual({ end: [1, 100_250_000], kind: api.SpanKind.CLIENT });
  });

  it('follows the conventions for generative AI, and adds cache, tier, deadline and queue', () => {
    const spans = traced(events);
    expect(named(spans, 'plan')[0]!.attributes).toEqual({
      'gen_ai.operation.name': 'plan',
      'gen_ai.agent.id': 'guard-7',
      'planweave.request.id': 'plan-1',
      'planweave.plan.id': 'plan-ab12',
      'planweave.budget.ms': 250,
      'planweave.cache.verdict': 'stale',
      'planweave.cache.distance': 0.2,
      'planweave.queue.wait_ms': 10,
      'planweave.deadline.slack_ms': 149,
      'planweave.plan.source': 'llm',
      'planweave.tier': 'full',
      'planweave.plan.steps': 3,
      'planweave.plan.attempts': 2,
    });
    expect(named(spans, 'chat phi3:mini')[1]!.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'ollama',
      'gen_ai.request.model': 'phi3:mini',
      'gen_ai.request.stream': true,
      'server.address': '127.0.0.1',
      'server.port': 11_434,
      'planweave.attempt': 2,
      'planweave.tier': 'full',
      'planweave.budget.left_ms': 180,
      'gen_ai.usage.input_tokens': 800,
      'gen_ai.usage.output_tokens': 40,
      'gen_ai.response.time_to_first_chunk': 0.012,
    });
    expect(named(spans, 'plan')[0]!.events.map(({ name, attributes, time }) => [name, attributes, time])).toEqual([
      ['planweave.tier-chosen', { tier: 'full', entered: true }, [1, 2_000_000]],
      ['planweave.retry-scheduled', { attempt: 1, delay_ms: 50, code: 'PLANWEAVE_SERVER_BUSY' }, [1, 20_000_000]],
    ]);
  });

  it('says what failed by its code, and what the server said only when asked', () => {
    const [failed] = named(traced(events), 'chat phi3:mini');
    expect(failed).toMatchObject({ status: { code: api.SpanStatusCode.ERROR, message: 'The server has more work than it accepts.' }, attributes: { 'error.type': 'PLANWEAVE_SERVER_BUSY' } });
    const shown = (spans: readonly ReadableSpan[]) => JSON.stringify(spans.map(({ name, attributes, status, events: inside }) => ({ name, attributes, status, inside })));
    expect(shown(traced(events))).not.toMatch(/private|secret/);
    expect(shown(traced(events, { includeMessages: true }))).toContain('private');
  });

  it('tells a fallback with its cause as a plan, and a request without a plan as an error', () => {
    const start = events[0]!;
    const end = (result: Extract<PlanEvent, { type: 'plan-ended' }>['result']): PlanEvent => ({ type: 'plan-ended', requestId: id, at: 1_200, durationMs: 200, slackMs: 50, result });
    const [fallback] = traced([start, events[5]!, events[6]!, end({ ok: true, source: 'fallback', tier: 'heuristic', steps: 1, attempts: 1 })]).slice(-1);
    expect(fallback).toMatchObject({ name: 'plan', status: { code: api.SpanStatusCode.UNSET }, attributes: { 'planweave.cause': 'PLANWEAVE_SERVER_BUSY' } });
    const [rejected] = traced([start, end({ ok: false, error: { code: 'PLANWEAVE_CANCELLED', message: 'x', phase: 'queue', isRetryable: false } })]);
    expect(rejected).toMatchObject({ status: { code: api.SpanStatusCode.ERROR }, attributes: { 'error.type': 'PLANWEAVE_CANCELLED' } });
  });

  it('counts calls of a model as attempts, not what else was tried', () => {
    const [plan] = named(traced([...events.slice(0, -1), { ...events.at(-1)!, result: { ok: true, source: 'fallback', tier: 'heuristic', steps: 1, attempts: 5 } } as PlanEvent]), 'plan');
    expect(plan!.attributes['planweave.plan.attempts']).toBe(2);
  });

  it('puts the attempts of a batch into its first plan, and links the others', () => {
    const start = (requestId: string): PlanEvent => ({ type: 'plan-started', requestId, at: 1, budgetMs: 250 });
    const join = (requestId: string): PlanEvent => ({ type: 'batch-joined', requestId, at: 2, batchId: 'batch-1' });
    const call = { requestId: 'batch-1', tier: 'full', attempt: 1, model } as const;
    const end = (requestId: string): PlanEvent => ({ type: 'plan-ended', requestId, at: 9, durationMs: 8, slackMs: 242, result: { ok: true, source: 'fallback', tier: 'heuristic', steps: 1, attempts: 1 } });
    const spans = traced([start('a'), start('b'), start('c'), join('a'), join('b'), { type: 'queue-left', requestId: 'batch-1', at: 3, waitedMs: 1, outcome: 'admitted' }, { type: 'attempt-started', at: 3, ...call }, { type: 'attempt-ended', at: 8, ...call, durationMs: 5, error: busy }, end('a'), end('b'), end('c')]);
    const [a, b, c] = named(spans, 'plan');
    const [chat] = named(spans, 'chat phi3:mini');
    expect(chat!.parentSpanContext?.spanId).toBe(a!.spanContext().spanId);
    expect(chat!.links.map(({ context }) => context.spanId)).toEqual([b!.spanContext().spanId]);
    for (const plan of [a!, b!]) expect(plan.attributes).toMatchObject({ 'planweave.batch.id': 'batch-1', 'planweave.plan.attempts': 1, 'planweave.queue.wait_ms': 1, 'planweave.cause': 'PLANWEAVE_SERVER_BUSY' });
    expect(c!.attributes).toMatchObject({ 'planweave.plan.attempts': 0, 'planweave.cause': 'NO_MODEL' });
  });

  it.each([
    ['phi3@http://user:hunter2@httpbin.org:80/v1', 'phi3', 'httpbin.org', 80],
    ['phi3@http://user:hunter2@host:99999', 'phi3', undefined, undefined],
    ['phi3@HTTP://user:hunter2@host/', 'phi3', 'host', 80],
    ['gpt@https://user:hunter2@http-proxy:8080', 'gpt', 'http-proxy', 8_080],
    ['gpt@https://host/?key=hunter2', 'gpt', 'host', 443],
    ['my@model', 'my@model', undefined, undefined],
  ])('tells of the model %s no secret', (given, name, address, port) => {
    const call = { requestId: 'a', tier: 'full', attempt: 1, model: given } as const;
    const [span] = traced([{ type: 'attempt-started', at: 0, ...call }, { type: 'attempt-ended', at: 1, ...call, durationMs: 1 }]);
    expect(span!.name).toBe(`chat ${name}`);
    expect([span!.attributes['gen_ai.request.model'], span!.attributes['server.address'], span!.attributes['server.port']]).toEqual([name, address, port]);
    expect(JSON.stringify([span!.name, span!.attributes])).not.toContain('hunter2');
  });

  it('refuses to be without the module', () => {
    expect(() => spanObserver({} as never)).toThrow('"api" must be the module @opentelemetry/api');
  });

  it('ends the span of an attempt that outlives its plan', () => {
    const spans = traced([events[0]!, events[5]!, events.at(-1)!, events[6]!]);
    expect(spans.map(({ name }) => name)).toEqual(['plan', 'chat phi3:mini']);
  });

  it('keeps a bounded number of spans open, and ends the oldest', () => {
    const spans = traced(Array.from({ length: 10 }, (_, index): PlanEvent => ({ type: 'plan-started', requestId: `plan-${index}`, at: index, budgetMs: 1 })), { maxOpen: 4 });
    expect(spans.map(({ attributes }) => attributes['planweave.request.id'])).toEqual(['plan-0', 'plan-1', 'plan-2', 'plan-3', 'plan-4', 'plan-5']);
  });

  it('works without an SDK', () => {
    const observer = spanObserver({ api });
    for (const event of events) expect(() => observer.observe(event)).not.toThrow();
  });
});
