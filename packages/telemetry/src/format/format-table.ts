import type { TelemetrySnapshot } from '../telemetry/telemetry-snapshot.ts';
import { distributionRows, numberRows, type SnapshotRow } from './snapshot-rows.ts';

/** Shown also when they are 0, because that is news as well. */
const alwaysShown = new Set(['plan.count', 'llm.request.count', 'llm.error.count', 'llm.fallback.count']);

/** What is not 0 in a snapshot, as lines for people. */
export function formatTable(snapshot: TelemetrySnapshot): string {
  const numbers = numberRows(snapshot).filter(({ metric, value }) => value !== 0 || alwaysShown.has(metric));
  const distributions = distributionRows(snapshot).filter(({ count }) => count > 0);
  const numberTable = align([['metric', 'value', ''], ...numbers.map((row) => [nameOf(row), String(row.value), shareOf(row, snapshot)])]);
  const distributionTable = align([['distribution', 'count', 'p50', 'p95', 'p99', 'max'], ...distributions.map((row) => [nameOf(row), String(row.count), ...[row.p50, row.p95, row.p99, row.max].map(short)])]);
  return [...numberTable, ...(distributions.length === 0 ? [] : ['', ...distributionTable])].join('\n');
}

/** Labels come from plug-ins and models too: they must not move the cursor. */
function nameOf({ metric, label }: Pick<SnapshotRow, 'metric' | 'label'>): string {
  return label === '' ? metric : `${metric} ${label.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')}`;
}

function shareOf({ metric, value }: SnapshotRow, snapshot: TelemetrySnapshot): string {
  const whole = metric.startsWith('llm.fallback.') ? snapshot['plan.count'] : metric.startsWith('llm.error.') ? snapshot['llm.request.count'] : 0;
  return whole === 0 ? '' : `${short((100 * value) / whole)} % of ${metric.startsWith('llm.fallback.') ? 'plans' : 'calls'}`;
}

function short(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** Names to the left, numbers to the right, the last column as it is. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((text, column) => (column === 0 ? text.padEnd(widths[column]!) : text === '' || /^\d.*%/.test(text) ? text : text.padStart(widths[column]!))).join('  ').trimEnd());
}
