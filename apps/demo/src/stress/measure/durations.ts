import { createHistogram } from 'node:perf_hooks';

/** Percentiles of durations, in milliseconds; all 0 when there were none. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Collects durations in bounded memory, each with three digits. */
export interface Durations {
  add(milliseconds: number): void;
  read(): Percentiles;
}

const microsecondsPerMs = 1_000;

/** No durations yet. Node's histogram takes whole numbers above 0, so the finest difference is a microsecond. */
export function createDurations(): Durations {
  const histogram = createHistogram();
  const at = (percentile: number) => (histogram.count === 0 ? 0 : histogram.percentile(percentile) / microsecondsPerMs);
  return {
    add(milliseconds) {
      histogram.record(Math.max(1, Math.round(milliseconds * microsecondsPerMs)));
    },
    read: () => ({ count: histogram.count, p50: at(50), p95: at(95), p99: at(99), max: histogram.count === 0 ? 0 : histogram.max / microsecondsPerMs }),
  };
}
