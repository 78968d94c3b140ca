/**
 * Fails unless standard input is one JSON document with a plan that is legal in its world, as `npm start -- --json` prints
 * it. The first argument is the source that the plan must have; a second one must occur in the reason.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './src/workspace/packages.ts';

interface Outcome {
  readonly world: string;
  readonly source: string;
  readonly plan: { readonly steps: readonly unknown[] };
  readonly reason?: { readonly message: string };
  readonly budget: { readonly givenMs: number; readonly usedMs: number };
}

interface Domain {
  parseWorld(input: unknown): unknown;
  check(world: unknown, steps: readonly unknown[]): readonly { readonly isLegal: boolean; readonly problem?: string }[];
}

const [source, reason] = process.argv.slice(2);
const outcome = JSON.parse(readFileSync(0, 'utf8')) as Outcome;
const { tacticalDomain } = (await import(join(workspaceRoot, 'packages/tactical-domain/src/index.ts'))) as { readonly tacticalDomain: Domain };
const world = tacticalDomain.parseWorld(JSON.parse(readFileSync(join(workspaceRoot, 'apps/demo/worlds', `${outcome.world}.json`), 'utf8')));
const verdicts = tacticalDomain.check(world, outcome.plan.steps);

const problems = [
  ...(outcome.source === source ? [] : [`the source is ${outcome.source}, not ${source}`]),
  ...(verdicts.length > 0 ? [] : ['the plan has no steps']),
  ...verdicts.flatMap(({ isLegal, problem }, index) => (isLegal ? [] : [`step ${index + 1} is illegal: ${problem}`])),
  ...(reason === undefined || outcome.reason?.message.includes(reason) === true ? [] : [`the reason does not name ${reason}: ${outcome.reason?.message}`]),
  ...(outcome.budget.usedMs <= outcome.budget.givenMs + 10 ? [] : [`it took ${outcome.budget.usedMs} ms of ${outcome.budget.givenMs} ms`]),
];
for (const problem of problems) console.error(problem);
console.log(`a plan of ${verdicts.length} legal steps, source ${outcome.source}, ${Math.round(outcome.budget.usedMs)} ms of ${outcome.budget.givenMs} ms`);
process.exitCode = problems.length === 0 ? 0 : 1;
