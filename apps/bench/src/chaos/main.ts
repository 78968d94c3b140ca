import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import type { ChaosReport } from './run-chaos.ts';
import { runInProcesses } from './run-in-processes.ts';

const usage = 'usage: npm run chaos -- [--runs N] [--seed N] [--real-clock] [--json]';

/** Of a thousand plans on the machine's own clock, so many may be late: other programs use the machine too. */
const lateShareOnRealClock = 0.001;

const { values } = readFlags();
const isReal = values['real-clock'];
const report = await runInProcesses({ runs: count('runs', values.runs ?? (isReal ? '500' : '10000')), seed: count('seed', values.seed), isReal }, availableParallelism());
const isGood = report.illegal === 0 && report.rejected === 0 && report.unhandled === 0 && report.late <= (isReal ? report.runs * lateShareOnRealClock : 0);
console.log(values.json ? JSON.stringify({ ...report, isGood }, undefined, 2) : render(report));
process.exitCode = isGood ? 0 : 1;

function readFlags() {
  try {
    return parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string', default: '1' }, 'real-clock': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error(`--${name} takes a whole number, not "${text}"\n${usage}`);
  process.exit(2);
}

function render(result: ChaosReport): string {
  const { runs, illegal, late, rejected, unhandled, cancelled } = result;
  return [
    table(['runs', String(runs)], Object.entries({ 'illegal plans': illegal, late, 'rejected for no good reason': rejected, 'unhandled rejections': unhandled, 'given up by the caller': cancelled })),
    table(['made by', 'plans'], Object.entries(result.byTier)),
    table(['why not better', 'plans'], Object.entries(result.byCause)),
    `The latest plan came ${result.worstLatenessMs.toFixed(1)} ms after its deadline (below 0: before).`,
    ...result.examples,
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly [string, number])[]): string {
  const drawn = new Table({ head: [...head], style: { head: [], border: [] }, colAligns: ['left', 'right'] });
  drawn.push(...rows.map(([name, value]) => [name, String(value)]));
  return drawn.toString();
}
