import Table from 'cli-table3';
import { megabytes, milliseconds, percent } from './amounts.ts';
import type { StressReport } from './stress-report.ts';
import type { TargetResult } from './targets.ts';

/** A report for people: what was asked, what came, where it failed, and which targets held. */
export function renderReport(report: StressReport): string {
  const { options, plans, load, askedMs, process, heap, ratios } = report;
  const { model } = load;
  return [
    `${report.isInterrupted ? 'Ended by hand after' : 'Ran for'} ${(askedMs / 1_000).toFixed(1)} s`,
    `Agents   ${options.agents}, each asking every ${options.everyMs} ms for a plan within ${options.budgetMs} ms: ${load.offeredPerSecond.toFixed(1)} plans/s`,
    `Worlds   ${percent(options.hitRate, 0)} of the time one that was planned before`,
    `Model    a stand-in in a process of its own, over HTTP: ${model.slots} slots, each reading ${model.prefillTokensPerSecond} and writing ${model.decodeTokensPerSecond} tokens/s${options.faultRate > 0 ? `; ${percent(options.faultRate)} of its calls go wrong` : ''}`,
    '',
    `${plans.planned} plans of ${plans.asked} asked for, ${report.plansPerSecond.toFixed(1)}/s; ${plans.late} late, ${plans.illegal} illegal, ${plans.rejected} rejected, ${plans.cancelled} cancelled, ${process.unhandledRejections} unhandled rejections`,
    ...(plans.firstProblem === undefined ? [] : [`The first problem: ${plans.firstProblem}`]),
    sourceTable(report),
    ...(Object.keys(plans.fallbacks).length > 0 ? ['', `Heuristics stood in for ${percent(ratios.fallback)} of plans, because:`, ...causeLines(report)] : []),
    '',
    `Process  ${percent(process.cpuRatio, 0)} of a processor, at most ${megabytes(process.peakRssBytes)} with ${megabytes(process.peakHeapBytes)} of heap`,
    `Heap     ${megabytes(heap.afterWarmUpBytes)} after the warm-up, ${megabytes(heap.atEndBytes)} at the end (${percent(heap.growthRatio)}), each after full collections`,
    `Loop     delay p50 ${milliseconds(process.eventLoopDelay.p50)}, p95 ${milliseconds(process.eventLoopDelay.p95)}, p99 ${milliseconds(process.eventLoopDelay.p99)}, most ${milliseconds(process.eventLoopDelay.max)}`,
    '',
    'Published targets',
    ...report.targets.map(targetLine),
    '',
  ].join('\n');
}

function sourceTable({ plans, ratios }: StressReport): string {
  const table = new Table({ head: ['source', 'plans', 'share', 'p50', 'p95', 'p99', 'most'], colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'], style: { head: [], border: [] } });
  const rows = [
    ['cache', plans.bySource.cache, ratios.cache],
    ['llm', plans.bySource.llm, ratios.llm],
    ['fallback', plans.bySource.fallback, ratios.fallback],
    ['all', plans.all, plans.planned === 0 ? 0 : 1],
  ] as const;
  for (const [name, { count, p50, p95, p99, max }, share] of rows) {
    table.push([name, count, percent(share), ...(count === 0 ? ['', '', '', ''] : [p50, p95, p99, max].map(milliseconds))]);
  }
  return table.toString();
}

function causeLines({ plans }: StressReport): string[] {
  return Object.entries(plans.fallbacks)
    .toSorted(([, a], [, b]) => b - a)
    .map(([cause, count]) => `  ${String(count).padStart(6)}  ${cause}`);
}

function targetLine({ wanted, source, measured, verdict, note }: TargetResult): string {
  return `  ${verdict.padEnd(10)}  ${wanted}: ${measured} (${source})${note === undefined ? '' : `\n${' '.repeat(14)}${note}`}`;
}
