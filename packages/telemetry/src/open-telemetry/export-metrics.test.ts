import * as api from '@opentelemetry/api';
import { AggregationTemporality, DataPointType, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader, type MetricData } from '@opentelemetry/sdk-metrics';
import type { PlanEvent } from '@planweave/core-types';
import { afterEach, describe, expect, it } from 'vitest';
import { counterCatalogue } from '../counts/catalogue.ts';
import { createTelemetry } from '../telemetry/create-telemetry.ts';
import { exportMetrics } from './export-metrics.ts';

const origin = { requestId: 'a', at: 0 };
const events: readonly PlanEvent[] = [
  { type: 'plan-started', ...origin, budgetMs: 100 },
  { type: 'attempt-started', ...origin, tier: 'full', attempt: 1, model: 'm' },
  { type: 'attempt-ended', ...origin, tier: 'full', attempt: 1, model: 'm', durationMs: 3, error: { code: 'PLANWEAVE_SERVER_BUSY', message: 'busy', phase: 'connect', isRetryable: true } },
  { type: 'attempt-started', ...origin, tier: 'full', attempt: 2, model: 'm' },
  { type: 'attempt-ended', ...origin, tier: 'full', attempt: 2, model: 'm', durationMs: 5, usage: { promptTokens: 800, replyTokens: 40 } },
  { type: 'plan-ended', ...origin, at: 9, durationMs: 9, slackMs: 91, result: { ok: true, source: 'llm', tier: 'full', steps: 2, attempts: 2 } },
];

const providers: MeterProvider[] = [];
afterEach(async () => {
  await Promise.allSettled(providers.splice(0).map((provider) => provider.shutdown()));
});

function sdk() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  providers.push(provider);
  return {
    meter: provider.getMeter('test'),
    collect: async (): Promise<ReadonlyMap<string, MetricData>> => {
      exporter.reset();
      await reader.forceFlush();
      const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
      return new Map(metrics.map((metric) => [metric.descriptor.name, metric]));
    },
  };
}

function points(metrics: ReadonlyMap<string, MetricData>, name: string) {
  return metrics.get(name)?.dataPoints.map(({ attributes, value }) => [attributes, value]);
}

describe('exportMetrics', () => {
  it('gives a real SDK every counter under its name, and what happened since the last collection', async () => {
    const { meter, collect } = sdk();
    const telemetry = createTelemetry();
    exportMetrics(telemetry, { api, meter });
    const before = await collect();
    expect([...before.keys()]).toEqual(expect.arrayContaining(Object.keys(counterCatalogue)));
    expect(points(before, 'llm.request.count')).toEqual([[{}, 0]]);
    for (const event of events) telemetry.observe(event);
    const after = await collect();
    expect(points(after, 'llm.request.count')).toEqual([[{}, 2]]);
    expect(points(after, 'plan.count')).toEqual([[{}, 1]]);
    expect(points(before, 'llm.error.by_code')).toContainEqual([{ code: 'PLANWEAVE_SERVER_BUSY' }, 0]);
    expect(points(after, 'llm.error.by_code')!.filter(([, value]) => value !== 0)).toEqual([[{ code: 'PLANWEAVE_SERVER_BUSY' }, 1]]);
    expect(points(before, 'llm.refused.by_guard')).toEqual(['circuit', 'queue', 'rate-limit', 'time'].map((guard) => [{ guard }, 0]));
    expect(after.get('llm.request.count')).toMatchObject({ dataPointType: DataPointType.SUM, isMonotonic: true });
    expect(after.get('llm.request.active')).toMatchObject({ dataPointType: DataPointType.SUM, isMonotonic: false });
    expect(after.get('latency.ms.quantile')).toMatchObject({ dataPointType: DataPointType.GAUGE, descriptor: { unit: 'ms' } });
  });

  it('exports latencies as cumulative power-of-two buckets, with count, sum and percentiles', async () => {
    const { meter, collect } = sdk();
    const telemetry = createTelemetry();
    exportMetrics(telemetry, { api, meter });
    for (const event of events) telemetry.observe(event);
    const metrics = await collect();
    const ofCalls = (name: string) => metrics.get(name)!.dataPoints.filter(({ attributes }) => attributes['operation'] === 'llm_call');
    const buckets = Object.fromEntries(ofCalls('latency.ms.bucket').map(({ attributes, value }) => [attributes['le'], value]));
    expect(buckets).toMatchObject({ 1: 0, 2: 0, 4: 1, 8: 2, 1_048_576: 2, '+Inf': 2 });
    expect(ofCalls('latency.ms.count').map(({ value }) => value)).toEqual([2]);
    expect(ofCalls('latency.ms.sum').map(({ value }) => value)).toEqual([8]);
    expect(Object.fromEntries(ofCalls('latency.ms.quantile').map(({ attributes, value }) => [attributes['quantile'], value]))).toEqual({ '0.5': expect.closeTo(3, 1) as unknown, '0.95': expect.closeTo(5, 0) as unknown, '0.99': expect.closeTo(5, 0) as unknown });
  });

  it('ends when it is told to', async () => {
    const { meter, collect } = sdk();
    const stop = exportMetrics(createTelemetry(), { api, meter });
    stop();
    expect(points(await collect(), 'plan.count') ?? []).toEqual([]);
  });

  it('keeps telemetries on one meter apart by their attributes, and refuses those that it could not', async () => {
    const { meter, collect } = sdk();
    const [squad, boss] = [createTelemetry(), createTelemetry()];
    const stop = exportMetrics(squad, { api, meter, attributes: { planner: 'squad', level: 1 } });
    exportMetrics(boss, { api, meter, attributes: { planner: 'boss' } });
    for (const event of events) squad.observe(event);
    expect(points(await collect(), 'plan.count')).toEqual([[{ planner: 'squad', level: 1 }, 1], [{ planner: 'boss' }, 0]]);
    expect(() => exportMetrics(createTelemetry(), { api, meter, attributes: { level: 1, planner: 'squad' } })).toThrow('"attributes" must be different');
    stop();
    expect(() => exportMetrics(createTelemetry(), { api, meter, attributes: { level: 1, planner: 'squad' } })()).not.toThrow();
  });

  it('refuses to be without the module', () => {
    expect(() => exportMetrics(createTelemetry(), {} as never)).toThrow('"api" must be the module @opentelemetry/api');
  });

  it('works without an SDK', () => {
    const telemetry = createTelemetry();
    const stop = exportMetrics(telemetry, { api });
    expect(() => stop()).not.toThrow();
  });
});
