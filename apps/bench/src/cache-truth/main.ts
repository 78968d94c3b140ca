import { renderTable } from '../measure/render-table.ts';
import { readFlags } from '../read-flags.ts';
import { tellTruth, type TruthReport, type Verdicts } from './tell-truth.ts';

const usage = 'npm run cache-truth -- [--pairs N] [--seed N] [--json]';

const flags = readFlags(usage, { pairs: { type: 'string', default: '840' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } });
const report = tellTruth({ pairs: count('pairs', flags.pairs), seed: count('seed', flags.seed) });
console.log(flags.json ? JSON.stringify(report, undefined, 2) : render(report));
process.exitCode = report.broken.length === 0 ? 0 : 1;

function count(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`--${name} takes a whole number above 0, not "${text}"\nusage: ${usage}`);
  process.exit(2);
}

function cells({ served, illegal }: Verdicts): readonly string[] {
  return [String(served), String(illegal)];
}

function render({ changes, broken, seed }: TruthReport): string {
  const columns = ['since the plan was stored', 'pairs', 'exact', 'similar', 'similar: illegal', 'original', 'original: illegal'];
  const rows = (isBenign: boolean) =>
    changes
      .filter((each) => each.isBenign === isBenign)
      .map(({ change, pairs, exact, similar, original }) => [change, String(pairs), String(exact.served), ...cells(similar), ...cells(original)]);
  const table = (isBenign: boolean) => renderTable(columns.map((title, index) => ({ title, align: index === 0 ? 'left' : 'right' })), rows(isBenign));
  const lookups = changes.reduce((sum, { pairs }) => sum + pairs, 0);
  return [
    'Changes that may matter: plans of the world before, served to the world after.',
    table(false),
    'Changes that do not matter: the same, and here it is as it should be.',
    table(true),
    `${lookups} lookups, seed ${seed}. "similar: illegal" and everything under "exact" in the first table must be 0, "similar" in the second at least 95 %.`,
    broken.length === 0 ? 'All promises kept.' : `Broken: ${broken.join('; ')}.`,
  ].join('\n');
}
