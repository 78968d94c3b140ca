import { readFlags } from '../read-flags.ts';
import { budgets } from './budgets.ts';
import { allBenches, benchesNamed } from './catalogue.ts';
import { renderResults } from './render-results.ts';
import { runGroup, type BenchResult } from './run-group.ts';

const usage = 'npm run bench -- [--filter NAME] [--json] [--gate]';
const flags = readFlags(usage, { filter: { type: 'string' }, json: { type: 'boolean' }, gate: { type: 'boolean' } });
const groups = flags.filter === undefined ? allBenches : benchesNamed(flags.filter);
if (groups.length === 0) {
  console.error(`No bench is called anything like "${flags.filter}"; there are:\n${allBenches.flatMap(({ benches }) => benches.map(({ name }) => `  ${name}`)).join('\n')}\nusage: ${usage}`);
  process.exit(2);
}
const results: BenchResult[] = [];
for (const group of groups) {
  if (process.stderr.isTTY) console.error(`measuring: ${group.name} …`);
  results.push(...(await runGroup(group, { rounds: 30, batchMs: 2 })));
}
const allBudgets = budgets(results);
console.log(flags.json ? JSON.stringify({ node: process.version, results, budgets: allBudgets }, undefined, 2) : renderResults(results, allBudgets));
if (flags.gate && allBudgets.some(({ holds }) => !holds)) process.exitCode = 1;
