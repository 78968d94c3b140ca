// counting
export { createTelemetry, type Telemetry } from './telemetry/create-telemetry.ts';
export type { TelemetrySnapshot } from './telemetry/telemetry-snapshot.ts';
export type { HistogramSnapshot } from './histogram/log-linear-histogram.ts';
export {
  counterCatalogue,
  distributionCatalogue,
  gaugeCatalogue,
  tallyCatalogue,
  type CounterName,
  type DistributionName,
  type GaugeName,
  type TallyName,
} from './counts/catalogue.ts';

// what happened to one plan
export { createFlightRecorder, type FlightRecorder, type FlightRecorderOptions } from './flight-recorder/create-flight-recorder.ts';
export type { FlightHop, FlightRecord } from './flight-recorder/flight-record.ts';
export type { PlanCause } from './causes/plan-cause.ts';

// OpenTelemetry
export { exportMetrics, type ExportMetricsOptions } from './open-telemetry/export-metrics.ts';
export { spanObserver, type SpanObserverOptions } from './open-telemetry/span-observer.ts';
export type { OpenTelemetryApi } from './open-telemetry/open-telemetry-api.ts';

// the events themselves
export { jsonLinesObserver, type JsonLinesOptions } from './observers/json-lines-observer.ts';
export { diagnosticsChannelObserver } from './observers/diagnostics-channel-observer.ts';
