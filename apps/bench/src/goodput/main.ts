import Table from 'cli-table3';
import { arms, measureGoodput } from './measure-goodput.ts';

const loads = [1, 2, 3, 5, 10];
const results = new Map<string, number[]>();
for (const [name, policy] of Object.entries(arms)) {
  const row: number[] = [];
  for (const load of loads) row.push((await measureGoodput(policy, load, 1)).usedPerModelSecond);
  results.set(name, row);
}

const table = new Table({ head: ['replies in time per model second', ...loads.map((load) => `${load}x`), 'worst / peak'], style: { head: [], border: [] } });
for (const [name, row] of results) table.push([name, ...row.map((value) => value.toFixed(2)), `${Math.round((Math.min(...row) / Math.max(...row)) * 100)} %`]);
console.log(table.toString());

const queued = results.get('admission queue') ?? [];
const holds = Math.min(...queued) >= Math.max(...queued) * 0.9;
console.log(holds ? 'With the admission queue, goodput stays within 10 % of its peak at every load.' : 'Goodput falls by more than 10 % with the admission queue.');
process.exitCode = holds ? 0 : 1;
