import type { TelemetrySnapshot } from '../telemetry/telemetry-snapshot.ts';
import { distributionRows, numberRows } from './snapshot-rows.ts';

const parts = ['count', 'sum', 'min', 'max', 'p50', 'p95', 'p99'] as const;

/** Every number of a snapshot as a line `metric,label,value`, after RFC 4180. */
export function formatCsv(snapshot: TelemetrySnapshot): string {
  const distributions = distributionRows(snapshot).flatMap((row) => parts.map((part) => ({ metric: `${row.metric}.${part}`, label: row.label, value: row[part] })));
  const lines = [...numberRows(snapshot), ...distributions].map(({ metric, label, value }) => `${metric},${cell(label)},${value}`);
  return `${['metric,label,value', ...lines].join('\r\n')}\r\n`;
}

/** Labels come from plug-ins and models too: they must neither break the line nor run as a formula in a spreadsheet. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
