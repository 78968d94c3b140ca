import type { BatchObservableResult, Meter, Observable } from '@opentelemetry/api';
import {
  counterCatalogue,
  distributionCatalogue,
  gaugeCatalogue,
  tallyCatalogue,
  type CounterName,
  type DistributionName,
  type GaugeName,
  type TallyName,
} from '../counts/catalogue.ts';
import { powersOfTwo } from '../histogram/log-linear-histogram.ts';
import type { Telemetry } from '../telemetry/create-telemetry.ts';
import type { TelemetrySnapshot } from '../telemetry/telemetry-snapshot.ts';
import { instrumentationScope, type OpenTelemetryApi } from './open-telemetry-api.ts';

/** Options of {@link exportMetrics}. */
export interface ExportMetricsOptions {
  /** The module `@opentelemetry/api`. */
  readonly api: Pick<OpenTelemetryApi, 'metrics'>;
  /** Where the instruments are made. @default the meter `@planweave/telemetry` of the global provider */
  readonly meter?: Meter;
}

/**
 * Makes the counts of a telemetry visible to OpenTelemetry: one observable instrument for each, read when an exporter
 * collects, so that planning costs nothing more. Without an SDK nothing happens at all.
 *
 * A distribution is exported as `<metric>.bucket` (cumulative, with `le` for powers of two, as Prometheus wants it),
 * `<metric>.count`, `<metric>.sum` and `<metric>.quantile`.
 *
 * @returns Ends the export; the instruments stay, without values.
 *
 * @example
 * ```ts
 * import * as api from '@opentelemetry/api';
 * import { createTelemetry, exportMetrics } from '@planweave/telemetry';
 *
 * const telemetry = createTelemetry(); // also an observer of the planner
 * const stop = exportMetrics(telemetry, { api });
 * stop();
 * ```
 */
export function exportMetrics(telemetry: Telemetry, { api, meter = api.metrics.getMeter(instrumentationScope) }: ExportMetricsOptions): () => void {
  const sources = [...plainSources(meter), ...tallySources(meter), ...distributionSources(meter, telemetry)];
  const instruments = sources.flatMap(({ observables }) => observables);
  const collect = (result: BatchObservableResult) => {
    const snapshot = telemetry.snapshot();
    for (const source of sources) source.observe(result, snapshot);
  };
  meter.addBatchObservableCallback(collect, instruments);
  return () => meter.removeBatchObservableCallback(collect, instruments);
}

/** Some instruments, and how they get their values from a snapshot. */
interface Source {
  readonly observables: Observable[];
  observe(result: BatchObservableResult, snapshot: TelemetrySnapshot): void;
}

function plainSources(meter: Meter): Source[] {
  return [
    ...Object.entries(counterCatalogue).map(([name, description]) => plainSource(meter.createObservableCounter(name, { description }), name as CounterName)),
    ...Object.entries(gaugeCatalogue).map(([name, description]) => plainSource(meter.createObservableUpDownCounter(name, { description }), name as GaugeName)),
  ];
}

function plainSource(observable: Observable, name: CounterName | GaugeName): Source {
  return { observables: [observable], observe: (result, snapshot) => result.observe(observable, snapshot[name]) };
}

function tallySources(meter: Meter): Source[] {
  return Object.entries(tallyCatalogue).map(([name, { metric, label, description }]) => {
    const counter = meter.createObservableCounter(metric, { description });
    return {
      observables: [counter],
      observe(result, snapshot) {
        for (const [value, count] of Object.entries(snapshot[name as TallyName])) result.observe(counter, count, { [label]: value });
      },
    };
  });
}

/** Distributions of one metric share its instruments and differ in their attributes. */
function distributionSources(meter: Meter, telemetry: Telemetry): Source[] {
  const made = new Map<string, ReturnType<typeof distributionInstruments>>();
  return Object.entries(distributionCatalogue).map(([name, { metric, unit, description, attributes }]) => {
    const known = made.get(metric);
    const instruments = known ?? distributionInstruments(meter, metric, unit, description);
    made.set(metric, instruments);
    const { bucket, count, sum, quantile } = instruments;
    return {
      observables: known === undefined ? [bucket, count, sum, quantile] : [],
      observe(result, { distributions }) {
        const of = distributions[name as DistributionName];
        for (const bound of powersOfTwo) result.observe(bucket, telemetry.countUpTo(name as DistributionName, bound), { ...attributes, le: String(bound) });
        result.observe(bucket, of.count, { ...attributes, le: '+Inf' });
        result.observe(count, of.count, attributes);
        result.observe(sum, of.sum, attributes);
        for (const [share, value] of [['0.5', of.p50], ['0.95', of.p95], ['0.99', of.p99]] as const) result.observe(quantile, value, { ...attributes, quantile: share });
      },
    };
  });
}

function distributionInstruments(meter: Meter, metric: string, unit: string, description: string) {
  return {
    bucket: meter.createObservableCounter(`${metric}.bucket`, { description: `${description} How many were at most \`le\`.` }),
    count: meter.createObservableCounter(`${metric}.count`, { description: `${description} How many there were.` }),
    sum: meter.createObservableCounter(`${metric}.sum`, { description: `${description} All together.`, unit }),
    quantile: meter.createObservableGauge(`${metric}.quantile`, { description: `${description} Percentiles since the start.`, unit }),
  };
}
