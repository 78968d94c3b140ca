/** One line of Prometheus text. */
export interface PrometheusSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Everything under one metric name. */
export interface PrometheusFamily {
  readonly type: string;
  readonly samples: readonly PrometheusSample[];
}

const metricName = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const sampleLine = new RegExp(`^(?<name>${metricName})(?:\\{(?<labels>.*)\\})? (?<value>\\S+)$`);
const label = /^(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>(?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/;
const types = new Set(['counter', 'gauge', 'histogram', 'summary', 'untyped']);

/**
 * Reads the Prometheus text format, version 0.0.4, and believes nothing: every sample needs a TYPE before it, names and
 * labels must be well formed, no series may come twice, and a counter must not be negative.
 *
 * @throws `Error` with the line that is wrong.
 */
export function parsePrometheusText(text: string): ReadonlyMap<string, PrometheusFamily> {
  if (!text.endsWith('\n')) throw new Error('The last line must end with a line feed');
  const families = new Map<string, { type: string; samples: PrometheusSample[] }>();
  const seen = new Set<string>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const wrong = (what: string): never => {
      throw new Error(`${what}: ${line}`);
    };
    if (line.startsWith('#')) {
      const [, keyword, name = '', type = ''] = line.split(' ');
      if (keyword !== 'TYPE') continue;
      if (families.has(name)) wrong('A second TYPE');
      if (!types.has(type)) wrong('An unknown type');
      families.set(name, { type, samples: [] });
      continue;
    }
    const { name = '', labels = '', value = '' } = sampleLine.exec(line)?.groups ?? wrong('No sample');
    const family = families.get(name) ?? wrong('A sample without its TYPE');
    const series = line.slice(0, line.lastIndexOf(' '));
    if (seen.has(series)) wrong('A series that was there already');
    seen.add(series);
    const number = value === '+Inf' ? Infinity : value === '-Inf' ? -Infinity : Number(value);
    if (Number.isNaN(number) && value !== 'NaN') wrong('No number');
    if (family.type === 'counter' && !(number >= 0)) wrong('A counter below 0');
    family.samples.push({ labels: parseLabels(labels, wrong), value: number });
  }
  return families;
}

function parseLabels(text: string, wrong: (what: string) => never): Record<string, string> {
  const labels: [string, string][] = [];
  let rest = text;
  while (rest !== '') {
    const match = label.exec(rest);
    const { name = '', value = '' } = match?.groups ?? wrong('A label that is not well formed');
    if (labels.some(([known]) => known === name)) wrong('A label that was there already');
    labels.push([name, value.replaceAll(/\\([\\"n])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))]);
    rest = rest.slice(match![0].length);
  }
  return Object.fromEntries(labels);
}
