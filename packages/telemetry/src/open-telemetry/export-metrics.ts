import type { Attributes, BatchObservableResult, Meter, Observable } from '@opentelemetry/api';
import { checkOption, errorCodes } from '@planweave/core-types';
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
import { refusals } from '../causes/plan-cause.ts';
import { powersOfTwo } from '../histogram/log-linear-histogram.ts';
import type { Telemetry } from '../telemetry/create-telemetry.ts';
import type { TelemetrySnapshot } from '../telemetry/telemetry-snapshot.ts';
import { apiExpectation, instrumentationScope, type OpenTelemetryApi } from './open-telemetry-api.ts';

/** Options of {@link exportMetrics}. */
export interface ExportMetricsOptions {
  /** The module `@opentelemetry/api`. */
  readonly api: Pick<OpenTelemetryApi, 'metrics'>;
  /** Where the instruments are made. @default the meter `@planweave/telemetry` of the global provider */
  readonly meter?: Meter;
  /**
   * What tells this telemetry from others on the same meter, on every value: `{ planner: 'squad' }`. Without it, a second
   * telemetry would silently take the place of the first. @default {}
   */
  readonly attributes?: Attributes;
}

/**
 * Makes the counts of a telemetry visible to OpenTelemetry: one observable instrument for each, read when an exporter
 * collects, so that planning costs nothing more. Without an SDK nothing happens at all.
 *
 * A distribution is exported as `<metric>.bucket` (cumulative, with `le` for powers of two, as Prometheus wants it),
 * `<metric>.count`, `<metric>.sum` and `<metric>.quantile`.
 *
 * Series with a label begin at 0 for every value that is known beforehand, so that a rate sees the first one as well.
 *
 * @returns Ends the export; the instruments stay, without values.
 * @throws `InvalidOptionError` without the module `api`, or for attributes that another telemetry on this meter has.
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
export function exportMetrics(telemetry: Telemetry, options: ExportMetricsOptions): () => void {
  checkOption('exportMetrics', 'api', options.api, apiExpectation, (given) => typeof given?.metrics?.getMeter === 'function');
  const { meter = options.api.metrics.getMeter(instrumentationScope), attributes = {} } = options;
  const leave = takePlace(meter, attributes);
  const sources = [...plainSources(meter), ...tallySources(meter), ...distributionSources(meter, telemetry)];
  const instruments = sources.flatMap(({ observables }) => observables);
  const collect = (result: BatchObservableResult) => {
    const snapshot = telemetry.snapshot();
    const observe: Observe = (observable, value, more) => result.observe(observable, value, { ...attributes, ...more });
    for (const source of sources) source.observe(observe, snapshot);
  };
  meter.addBatchObservableCallback(collect, instruments);
  return () => {
    meter.removeBatchObservableCallback(collect, instruments);
    leave();
  };
}

/** The attributes of all telemetries on a meter: of two with the same ones, only the last value would be exported. */
const taken = new WeakMap<Meter, Set<string>>();

function takePlace(meter: Meter, attributes: Attributes): () => void {
  const places = taken.get(meter) ?? new Set();
  const place = JSON.stringify(Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  checkOption('exportMetrics', 'attributes', attributes, 'different from those of every other telemetry on the same meter; stop the other one, or name this one', () => !places.has(place));
  taken.set(meter, places.add(place));
  return () => void places.delete(place);
}

type Observe = (observable: Observable, value: number, attributes?: Attributes) => void;

/** Some instruments, and how they get their values from a snapshot. */
interface Source {
  readonly observables: Observable[];
  observe(observe: Observe, snapshot: TelemetrySnapshot): void;
}

function plainSources(meter: Meter): Source[] {
  return [
    ...Object.entries(counterCatalogue).map(([name, description]) => plainSource(meter.createObservableCounter(name, { description }), name as CounterName)),
    ...Object.entries(gaugeCatalogue).map(([name, description]) => plainSource(meter.createObservableUpDownCounter(name, { description }), name as GaugeName)),
  ];
}

function plainSource(observable: Observable, name: CounterName | GaugeName): Source {
  return { observables: [observable], observe: (observe, snapshot) => observe(observable, snapshot[name]) };
}

function tallySources(meter: Meter): Source[] {
  return Object.entries(tallyCatalogue).map(([name, { metric, label, description }]) => {
    const counter = meter.createObservableCounter(metric, { description });
    return {
      observables: [counter],
      observe(observe, snapshot) {
        const counts = { ...knownLabels[name as TallyName], ...snapshot[name as TallyName] };
        for (const [value, count] of Object.entries(counts)) observe(counter, count, { [label]: value });
      },
    };
  });
}

const codes = Object.keys(errorCodes);

/** The labels that are known before anything happens. How replies are found and why steps are illegal, plug-ins decide. */
const knownLabels: Readonly<Record<TallyName, Readonly<Record<string, number>>>> = {
  errors: zeros(codes),
  fallbacks: zeros(['NO_MODEL', ...codes]),
  refusals: zeros(Object.keys(refusals)),
  tiers: zeros(['full', 'simplified', 'heuristic', 'emergency']),
  stages: {},
  illegal: {},
};

function zeros(labels: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(labels.map((label) => [label, 0]));
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
      observe(observe, { distributions }) {
        const of = distributions[name as DistributionName];
        for (const bound of powersOfTwo) observe(bucket, telemetry.countUpTo(name as DistributionName, bound), { ...attributes, le: String(bound) });
        observe(bucket, of.count, { ...attributes, le: '+Inf' });
        observe(count, of.count, attributes);
        observe(sum, of.sum, attributes);
        for (const [share, value] of [['0.5', of.p50], ['0.95', of.p95], ['0.99', of.p99]] as const) observe(quantile, value, { ...attributes, quantile: share });
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
