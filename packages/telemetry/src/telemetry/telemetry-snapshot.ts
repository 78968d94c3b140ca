import type { CounterName, DistributionName, GaugeName, TallyName } from '../counts/catalogue.ts';
import type { HistogramSnapshot } from '../histogram/log-linear-histogram.ts';

/**
 * Counts since the start or the last reset, under the names by which they are exported; what each one counts is in
 * `counterCatalogue`. They add up, at every moment:
 *
 * - `llm.request.count` is `llm.success.count` + `llm.error.count` + `llm.cancelled.count` + `llm.request.active`.
 * - `plan.count` is `plan.llm.count` + `plan.cache.count` + `llm.fallback.count` + `plan.cancelled.count` +
 *   `plan.rejected.count` + `plan.active`.
 * - `queue.entered` is `queue.admitted` + `queue.cancelled` + `queue.timed_out` + `queue.shed` + `queue.waiting`.
 * - `errors` adds up to `llm.error.count`, `fallbacks` to `llm.fallback.count`, `refusals` to `llm.refused.count`, `stages`
 *   to `parse.count`, `illegal` to `check.illegal`, `tiers` to all plans that were made.
 */
export interface TelemetrySnapshot extends Readonly<Record<CounterName | GaugeName, number>>, Readonly<Record<TallyName, Readonly<Record<string, number>>>> {
  /** Percentiles of everything that varies; milliseconds, tokens, or percent. */
  readonly distributions: Readonly<Record<DistributionName, HistogramSnapshot>>;
}
