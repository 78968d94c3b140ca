import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanEvent } from '@planweave/core-types';
import { createTelemetry } from '@planweave/telemetry';
import { beforeAll, describe, expect, it } from 'vitest';
import { serveMetrics } from './serve-metrics.ts';
import { parsePrometheusText } from './testing/parse-prometheus-text.ts';

const folder = join(import.meta.dirname, '../../../../docs/observability');
const origin = { requestId: 'a', at: 0 };

/** One event of each kind that brings a series of its own. */
const events: readonly PlanEvent[] = [
  { type: 'attempt-ended', ...origin, tier: 'full', attempt: 1, model: 'm', durationMs: 1, error: { code: 'PLANWEAVE_SERVER_BUSY', message: 'busy', phase: 'connect', isRetryable: true } },
  { type: 'call-refused', ...origin, by: 'circuit' },
  { type: 'reply-parsed', ...origin, stage: 'direct', steps: 1, dropped: 0, repairs: 0, durationMs: 1 },
  { type: 'plan-checked', ...origin, legal: 0, illegal: 1, codes: ['no-path'], durationMs: 1 },
  { type: 'plan-ended', ...origin, durationMs: 1, slackMs: 1, result: { ok: true, source: 'fallback', tier: 'heuristic', steps: 1, attempts: 1 } },
];

/** Every name that is exported, with the labels and their values. */
let exported: ReadonlyMap<string, Readonly<Record<string, ReadonlySet<string>>>>;

beforeAll(async () => {
  const telemetry = createTelemetry();
  // each began as well, so that nothing is below zero
  const begun: readonly PlanEvent[] = [{ type: 'plan-started', ...origin, budgetMs: 1 }, { type: 'attempt-started', ...origin, tier: 'full', attempt: 1, model: 'm' }];
  for (const event of [...begun, ...events]) telemetry.observe(event);
  const server = await serveMetrics(telemetry, 0);
  const families = parsePrometheusText(await (await fetch(server.url)).text());
  await server.close();
  exported = new Map(
    [...families].map(([name, { samples }]) => {
      const labels: Record<string, Set<string>> = {};
      for (const sample of samples) for (const [label, value] of Object.entries(sample.labels)) (labels[label] ??= new Set()).add(value);
      return [name, labels];
    }),
  );
});

const words = new Set(['sum', 'by', 'rate', 'increase', 'histogram_quantile']);

/** What is wrong with an expression, going by what is exported. */
function problemsIn(expression: string): string[] {
  const problems: string[] = [];
  const grouped = [...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/,\s*/));
  const plain = expression.replaceAll(/by \([^)]*\)|\[[^\]]*\]/g, ' ');
  const series = [...plain.matchAll(/([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{([^}]*)\})?/g)].filter(([, name = '']) => !words.has(name));
  if (series.length === 0) problems.push('no metric');
  for (const [, name = '', selector = ''] of series) {
    const labels = exported.get(name);
    if (labels === undefined) {
      problems.push(`${name} is not exported`);
      continue;
    }
    for (const [, label = '', value = ''] of selector.matchAll(/(\w+)="([^"]*)"/g)) if (labels[label]?.has(value) !== true) problems.push(`${name} has no ${label}="${value}"`);
    for (const label of grouped) if (labels[label] === undefined) problems.push(`${name} has no label ${label}`);
  }
  return problems;
}

describe('docs/observability', () => {
  it('notices names, labels and values that are not exported', () => {
    expect(problemsIn('sum by (le) (rate(latency_ms_bucket_total{operation="llm_call"}[5m]))')).toEqual([]);
    expect(problemsIn('rate(llm_requests_total[5m])')).toEqual(['llm_requests_total is not exported']);
    expect(problemsIn('latency_ms_bucket_total{operation="llm"}')).toEqual(['latency_ms_bucket_total has no operation="llm"']);
    expect(problemsIn('sum by (model) (plan_count_total)')).toEqual(['plan_count_total has no label model']);
    expect(problemsIn('1 > 0')).toEqual(['no metric']);
  });

  it('has a dashboard of which every query finds its metrics', async () => {
    const dashboard = JSON.parse(await readFile(join(folder, 'grafana-dashboard.json'), 'utf8')) as { panels: { title: string; targets: { expr: string; legendFormat: string }[] }[] };
    const queries = dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr, legendFormat }) => ({ title, expr, legendFormat })));
    expect(queries.length).toBeGreaterThan(30);
    expect(queries.flatMap(({ title, expr }) => problemsIn(expr).map((problem) => `${title}: ${problem}`))).toEqual([]);
    // a legend names a label only when the query keeps it
    for (const { expr, legendFormat } of queries) for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) expect(expr).toContain(`by (${label})`);
  });

  it('has alert rules of which every expression finds its metrics', async () => {
    const rules = await readFile(join(folder, 'prometheus-alerts.yml'), 'utf8');
    const alerts = rules.match(/^ {6}- alert: Planweave\w+$/gm) ?? [];
    const expressions = [...rules.matchAll(/^ {8}expr: (.+)$/gm)].map(([, expression = '']) => expression);
    expect(expressions).toHaveLength(alerts.length);
    expect(alerts.length).toBeGreaterThan(5);
    expect(expressions.flatMap(problemsIn)).toEqual([]);
  });

  it('speaks in its README of names that are exported', async () => {
    const readme = await readFile(join(folder, 'README.md'), 'utf8');
    const names = [...readme.matchAll(/\b[a-z]+(?:_[a-z]+)+_(?:total|quantile)\b/g)].map(([name]) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !exported.has(name))).toEqual([]);
  });
});
