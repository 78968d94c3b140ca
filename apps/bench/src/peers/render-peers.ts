import { formatRatio, formatTime } from '../measure/format.ts';
import { renderTable } from '../measure/render-table.ts';
import type { PeerRow } from './compare-peers.ts';
import type { PeerGate } from './peer-gates.ts';

/** The comparison for people. Ratios below 1 are peers that win, and they stay in. */
export function renderPeers(rows: readonly PeerRow[], gates: readonly PeerGate[]): string {
  const columns = [{ title: 'snapshot in, legal plan out' }, ...['warm', 'x ours (p10–p90)', 'cold, 0 ms model', 'x ours (p10–p90)'].map((title) => ({ title, align: 'right' as const }))];
  const table = renderTable(columns, rows.map(({ name, warm, cold }) => [name, formatTime(warm.nanoseconds), formatRatio(warm.ratio), formatTime(cold.nanoseconds), formatRatio(cold.ratio)]));
  return [
    table,
    ...rows.map(({ name, setUp }) => `${name}: ${setUp}.`),
    'Ten enemies, 256 known worlds in turn; all in one process, in turns, without helper threads of the garbage collector, so that everyone pays for his own garbage. Times are of this machine; the ratios count.',
    ...gates.map(({ what, atLeast, measured, holds }) => `${holds ? 'kept  ' : 'BROKEN'} ${what}: ${measured.toFixed(1)}x, promised at least ${atLeast}x`),
  ].join('\n');
}
