import { counterCatalogue, distributionCatalogue, gaugeCatalogue, tallyCatalogue, type CounterName, type DistributionName, type GaugeName, type TallyName } from '../counts/catalogue.ts';
import type { HistogramSnapshot } from '../histogram/log-linear-histogram.ts';
import type { TelemetrySnapshot } from '../telemetry/telemetry-snapshot.ts';

/** One number of a snapshot. */
export interface SnapshotRow {
  readonly metric: string;
  /** Tells the numbers of one metric apart; empty when there is only one. */
  readonly label: string;
  readonly value: number;
}

/** A distribution of a snapshot. */
export interface DistributionRow extends HistogramSnapshot {
  readonly metric: string;
  readonly label: string;
}

/** The plain numbers of a snapshot, in the order of the catalogues. */
export function numberRows(snapshot: TelemetrySnapshot): SnapshotRow[] {
  const plain = [...Object.keys(counterCatalogue), ...Object.keys(gaugeCatalogue)].map((metric) => ({ metric, label: '', value: snapshot[metric as CounterName | GaugeName] }));
  const labelled = Object.entries(tallyCatalogue).flatMap(([name, { metric }]) =>
    Object.entries(snapshot[name as TallyName])
      .toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
      .map(([label, value]) => ({ metric, label, value })),
  );
  return [...plain, ...labelled];
}

/** The distributions of a snapshot, in the order of the catalogue. */
export function distributionRows(snapshot: TelemetrySnapshot): DistributionRow[] {
  return Object.entries(distributionCatalogue).map(([name, { metric, attributes }]) => ({
    metric,
    label: Object.values(attributes).join(' '),
    ...snapshot.distributions[name as DistributionName],
  }));
}
