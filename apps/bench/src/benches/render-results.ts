import { formatRatio, formatTime } from '../measure/format.ts';
import { renderTable, type Column } from '../measure/render-table.ts';
import type { Budget } from './budgets.ts';
import type { BenchResult } from './run-group.ts';

/** What was measured, for people: a table for each group, and what each row is. */
export function renderResults(results: readonly BenchResult[], allBudgets: readonly Budget[]): string {
  const groups = [...new Set(results.map(({ group }) => group))];
  return [
    ...groups.map((group) => renderGroup(group, results.filter((result) => result.group === group))),
    'Times are of this machine in this minute; ratios within a table are what counts. "Published" is what the original system',
    'says of itself, on its own machine; where it timed a wait, the wait is skipped here and the work is timed.',
    ...allBudgets.map(renderBudget),
  ].join('\n');
}

function renderGroup(group: string, results: readonly BenchResult[]): string {
  const columns: readonly (Column & { readonly cell: (result: BenchResult) => string })[] = [
    { title: group, cell: ({ name }) => name },
    { title: 'time', align: 'right', cell: ({ nanoseconds }) => formatTime(nanoseconds) },
    { title: 'ratio (p10–p90)', align: 'right', cell: ({ ratio }) => (ratio === undefined ? '' : formatRatio(ratio)) },
    { title: 'published', cell: ({ published = '' }) => published },
    { title: 'besides', cell: ({ note = '' }) => note },
  ];
  const used = columns.filter(({ cell }) => results.some((result) => cell(result) !== ''));
  const table = renderTable(used, results.map((result) => used.map(({ cell }) => cell(result))));
  const notes = new Map(results.map(({ name, measures }) => [measures, name]));
  const lines = [...notes].map(([measures, name]) => `  ${notes.size === results.length ? `${name}: ` : ''}${measures}`);
  return `${table}\n${lines.join('\n')}\n`;
}

function renderBudget({ what, measured, limit, bound, unit, holds }: Budget): string {
  return `${holds ? 'kept  ' : 'BROKEN'} ${what}: ${measured.toFixed(1)} ${unit}, ${bound} ${limit} ${unit}`;
}
