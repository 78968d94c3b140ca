import { checkOption, type Observer, type PlanEvent } from '@planweave/core-types';
import type { DistributionName } from '../counts/catalogue.ts';
import { formatCsv } from '../format/format-csv.ts';
import { formatTable } from '../format/format-table.ts';
import { createEventCounts, each } from './event-counts.ts';
import type { TelemetrySnapshot } from './telemetry-snapshot.ts';

/** An observer that counts. */
export interface Telemetry extends Observer {
  /** The counts as they are now; a copy. */
  snapshot(): TelemetrySnapshot;
  /** Starts again from zero. What is under way is counted as begun just now, so that the numbers go on adding up. */
  reset(): void;
  /**
   * The counts as text: a `table` of what is not 0 for people, the whole snapshot as `json`, or `csv` with the columns
   * `metric,label,value`.
   *
   * @param form - @default 'table'
   * @throws `InvalidOptionError` for another form.
   */
  format(form?: 'table' | 'json' | 'csv'): string;
  /**
   * How many values of a distribution were at most `bound`; exact for 0 and powers of two. For exporters.
   *
   * @throws `InvalidOptionError` for a distribution that there is not.
   */
  countUpTo(distribution: DistributionName, bound: number): number;
}

/**
 * Counts what a planner, or several, do. Hand it to `createPlanner({ observers: [telemetry] })`. It holds numbers only, in
 * bounded memory: no prompts, no replies, no worlds.
 *
 * Percentiles come from log-linear histograms and are off by at most 1/64 (1.6 %), or by a microsecond or a thousandth
 * of a percent; zeros and small counts are exact.
 *
 * @example
 * ```ts
 * import { createTelemetry } from '@planweave/telemetry';
 *
 * const telemetry = createTelemetry();
 * telemetry.observe({ type: 'plan-started', requestId: 'a', at: 0, budgetMs: 250 });
 * telemetry.snapshot()['plan.count']; //=> 1
 * ```
 */
export function createTelemetry(): Telemetry {
  const counts = createEventCounts();
  const snapshot = (): TelemetrySnapshot => ({
    ...counts.counters,
    ...counts.gauges,
    ...each(counts.tallies, (tally) => tally.read()),
    distributions: each(counts.distributions, (histogram) => histogram.snapshot()),
  });
  return Object.freeze({
    observe: (event: PlanEvent) => counts.count(event),
    snapshot,
    reset: () => counts.reset(),
    format(form: 'table' | 'json' | 'csv' = 'table') {
      checkOption('telemetry.format', 'form', form, "'table', 'json' or 'csv'", (given) => ['table', 'json', 'csv'].includes(given));
      if (form === 'json') return JSON.stringify(snapshot(), undefined, 2);
      return form === 'csv' ? formatCsv(snapshot()) : formatTable(snapshot());
    },
    countUpTo(distribution: DistributionName, bound: number) {
      checkOption('telemetry.countUpTo', 'distribution', distribution, 'a name in distributionCatalogue', (given) => Object.hasOwn(counts.distributions, given));
      return counts.distributions[distribution].countUpTo(bound);
    },
  });
}
