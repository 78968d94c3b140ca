/**
 * What observing costs: one event at a time, next to a counter and to what OpenTelemetry's SDK takes for a counter with
 * attributes; then whether memory stays bounded over ten million events. All candidates run in turn in every round. Run it
 * from the package folder:
 *
 *     npx tsx --expose-gc --conditions=@planweave/source bench/observe.bench.ts
 */
import assert from 'node:assert/strict';
import * as api from '@opentelemetry/api';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { PlanEvent } from '@planweave/core-types';
import { createFlightRecorder, createTelemetry, exportMetrics, spanObserver } from '@planweave/telemetry';

const attempt = { tier: 'full', attempt: 1, model: 'phi3:mini' } as const;
const busy = { code: 'PLANWEAVE_SERVER_BUSY', message: 'busy', phase: 'connect', isRetryable: true } as const;

/** The events of one plan, as the planner makes them: from the cache, or by a model after a failure. */
function eventsOf(requestId: string, isCached: boolean): PlanEvent[] {
  const start: PlanEvent = { type: 'plan-started', requestId, at: 1, budgetMs: 250 };
  const lookup: PlanEvent = { type: 'cache-looked-up', requestId, at: 1.2, verdict: isCached ? 'hit' : 'miss', durationMs: 0.004 };
  const end: PlanEvent = { type: 'plan-ended', requestId, at: 90, durationMs: isCached ? 0.02 : 89, slackMs: 160, result: { ok: true, source: isCached ? 'cache' : 'llm', tier: 'full', steps: 3, attempts: 2 } };
  if (isCached) return [start, lookup, end];
  return [
    start,
    lookup,
    { type: 'prompt-built', requestId, at: 1.3, level: 'full', characters: 3_200, estimatedTokens: 800, dropped: [], durationMs: 0.1 },
    { type: 'tier-chosen', requestId, at: 1.4, tier: 'full', entered: true },
    { type: 'attempt-started', requestId, at: 1.5, ...attempt },
    { type: 'attempt-ended', requestId, at: 9, ...attempt, durationMs: 7.5, error: busy },
    { type: 'retry-scheduled', requestId, at: 9, attempt: 1, delayMs: 50, code: busy.code },
    { type: 'attempt-started', requestId, at: 59, ...attempt, attempt: 2 },
    { type: 'attempt-ended', requestId, at: 89, ...attempt, attempt: 2, durationMs: 30, usage: { promptTokens: 800, replyTokens: 40 }, timings: { totalMs: 30, firstTokenMs: 12, loadMs: 0, prefillMs: 10, decodeMs: 18 } },
    { type: 'reply-parsed', requestId, at: 89.1, stage: 'direct', steps: 3, dropped: 0, repairs: 0, durationMs: 0.05 },
    { type: 'plan-checked', requestId, at: 89.2, legal: 3, illegal: 0, codes: [], durationMs: 0.05 },
    end,
  ];
}

/** Few enough to stay in the processor's cache, as an event does that was made just now. */
const batch = 512;
const streamOf = (isCached: boolean) => Array.from({ length: batch }, (_, index) => eventsOf(`plan-${index}`, isCached)).flat().slice(0, batch);
const streams = { cached: streamOf(true), asked: streamOf(false) };
const reader = new PeriodicExportingMetricReader({ exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE), exportIntervalMillis: 3_600_000 });
const provider = new MeterProvider({ readers: [reader] });
const counter = provider.getMeter('bench').createCounter('events');
const telemetry = createTelemetry();
const recorder = createFlightRecorder();
const spans = spanObserver({ api });
exportMetrics(telemetry, { api, meter: provider.getMeter('bench') });
let counted = 0;
const candidates: Record<string, (events: readonly PlanEvent[]) => void> = {
  'a bare counter': (events) => {
    for (const event of events) counted += event.requestId.length > 0 ? 1 : 0;
  },
  'telemetry, plans from the cache': () => {
    for (const event of streams.cached) telemetry.observe(event);
  },
  'telemetry, plans by a model': () => {
    for (const event of streams.asked) telemetry.observe(event);
  },
  'flight recorder, plans by a model': () => {
    for (const event of streams.asked) recorder.observe(event);
  },
  'spans without an SDK': () => {
    for (const event of streams.asked) spans.observe(event);
  },
  'SDK counter with attributes': (events) => {
    for (const event of events) counter.add(1, { type: event.type, tier: 'full' });
  },
};
const times = Object.entries(candidates).map(([name, run]) => ({ name, run, samples: [] as number[] }));
for (let round = 0; round < 2_000; round += 1) {
  for (const { run, samples } of times) {
    const startedAt = process.hrtime.bigint();
    run(streams.asked);
    if (round >= 500) samples.push(Number(process.hrtime.bigint() - startedAt) / batch);
  }
}
assert.equal(counted, 2_000 * batch);
assert.equal(telemetry.snapshot().distributions.plan_total.count, 2_000 * [...streams.cached, ...streams.asked].filter(({ type }) => type === 'plan-ended').length);
for (const { name, samples } of times) {
  const sorted = samples.toSorted((a, b) => a - b);
  console.log(`${name.padEnd(36)} p50 ${sorted[sorted.length >> 1]!.toFixed(1).padStart(7)} ns an event  best ${sorted[0]!.toFixed(1).padStart(7)} ns`);
}
await provider.shutdown();

console.log('\none record, by the kind of event');
const kinds = eventsOf('plan-0', false).map((event) => ({ event, samples: [] as number[] }));
const lone = createTelemetry();
for (let round = 0; round < 2_000; round += 1) {
  for (const { event, samples } of kinds) {
    const startedAt = process.hrtime.bigint();
    for (let time = 0; time < batch; time += 1) lone.observe(event);
    if (round >= 500) samples.push(Number(process.hrtime.bigint() - startedAt) / batch);
  }
}
assert.equal(lone.snapshot()['llm.retry.count'], 2_000 * batch);
const medians = kinds.map(({ event, samples }) => ({ type: event.type, ns: samples.toSorted((a, b) => a - b)[samples.length >> 1]! }));
for (const { type, ns } of medians) console.log(`${type.padEnd(36)} p50 ${ns.toFixed(1).padStart(7)} ns`);
console.log(`${'all of them'.padEnd(36)} p50 ${medians.map(({ ns }) => ns).toSorted((a, b) => a - b)[medians.length >> 1]!.toFixed(1).padStart(7)} ns`);

console.log('\nten million events, then one snapshot');
for (const [name, observer] of Object.entries({ telemetry: createTelemetry(), recorder: createFlightRecorder() })) {
  const heap = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const marks: number[] = [];
  let seen = 0;
  for (let plan = 0; seen < 10_000_000; plan += 1) {
    for (const event of eventsOf(`plan-${plan}`, plan % 3 === 0)) {
      observer.observe(event);
      seen += 1;
    }
    if (plan % 220_000 === 100_000) marks.push(heap());
  }
  marks.push(heap());
  console.log(`${name.padEnd(10)} heap after each part: ${marks.map((mark) => mark.toFixed(1)).join(', ')} MB`);
  assert.ok(marks.at(-1)! - marks[0]! < 4, `${name} grows`);
}
