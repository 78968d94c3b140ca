/**
 * Reading replies against `JSON.parse` of the same bytes, interleaved in one run, because only ratios mean anything on a
 * shared machine. Run it from the package folder:
 *
 *     npx tsx --conditions=@planweave/source bench/parse.bench.ts
 */
import assert from 'node:assert/strict';
import { createPlanStream, safeParsePlan } from '@planweave/plan-parser';
import { registry } from './samples/registry.ts';

const steps = [
  { act: 'TakeCover', position: { x: 18, y: 11 } },
  { act: 'ThrowSmoke', x: 20, y: 13 },
  { act: 'MoveTo', x: 15, y: 8, speed: 'run' },
  { act: 'Attack', target_id: 99 },
];
const compact = JSON.stringify({ steps });
const spaced = JSON.stringify({ steps }, null, 1).replaceAll(/\n\s*/g, ' ');
const indented = JSON.stringify({ steps }, null, 2);
const named = JSON.stringify({ plan_id: 'flank-left', steps });
const fenced = `Here is my plan:\n\`\`\`json\n${indented}\n\`\`\`\nGood luck!`;
const singleQuoted = compact.replaceAll('"', "'");
const truncated = compact.slice(0, -8);

const plan = (text: string) => {
  const result = safeParsePlan(text, registry);
  assert(result.ok);
  return result.plan.steps;
};
const inPieces = (text: string) => {
  const stream = createPlanStream(registry);
  const found = [];
  for (let index = 0; index < text.length; index += 4) found.push(...stream.push(text.slice(index, index + 4)));
  return found;
};

for (const text of [compact, spaced, indented, named, fenced, singleQuoted]) assert.deepEqual(plan(text), steps);
assert.deepEqual(plan(truncated), steps.slice(0, 3));
assert.deepEqual(inPieces(compact), steps);

const base = 'JSON.parse, compact';
const work: Record<string, () => unknown> = {
  [base]: () => JSON.parse(compact),
  'JSON.parse, indented': () => JSON.parse(indented),
  'clean, compact': () => safeParsePlan(compact, registry),
  'clean, on one line': () => safeParsePlan(spaced, registry),
  'clean, indented': () => safeParsePlan(indented, registry),
  'clean, with a plan id': () => safeParsePlan(named, registry),
  'prose and fence, indented': () => safeParsePlan(fenced, registry),
  'truncated': () => safeParsePlan(truncated, registry),
  'single quotes': () => safeParsePlan(singleQuoted, registry),
  'streamed in pieces of 4': () => inPieces(compact),
};

const samples = new Map(Object.keys(work).map((name) => [name, [] as number[]]));
let sink = 0;
for (let round = 0; round < 300; round += 1) {
  for (const [name, run] of Object.entries(work)) {
    const start = process.hrtime.bigint();
    for (let turn = 0; turn < 50; turn += 1) sink += run() === undefined ? 1 : 0;
    if (round >= 50) samples.get(name)?.push(Number(process.hrtime.bigint() - start) / 50);
  }
}
assert.equal(sink, 0);
// the quickest tenth: on a shared machine the rest measures the neighbours
const typical = (name: string) => samples.get(name)?.toSorted((a, b) => a - b)[25] ?? Number.NaN;
for (const name of Object.keys(work)) {
  console.log(`${name.padEnd(28)} ${(typical(name) / 1000).toFixed(2).padStart(7)} µs  ${(typical(name) / typical(base)).toFixed(2).padStart(6)}x`);
}
console.log(`clean, indented / JSON.parse, indented: ${(typical('clean, indented') / typical('JSON.parse, indented')).toFixed(2)}x`);
