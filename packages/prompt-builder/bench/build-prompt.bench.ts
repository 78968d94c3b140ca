/**
 * Building a prompt against what is usually done: instructions, tools and the world as JSON, put together for each call.
 * All candidates run in turn in every round, because only ratios mean anything on a shared machine. Run it from the
 * package folder:
 *
 *     npx tsx --conditions=@planweave/source bench/build-prompt.bench.ts
 */
import assert from 'node:assert/strict';
import { detailLevels } from '@planweave/core-types';
import { buildPrompt, createPromptBuilder } from '@planweave/prompt-builder';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { skirmish } from '../test/worlds.ts';

/** Turns of one candidate last a millisecond or more, long against what the one before left in the caches. */
const passes = 4;
const objective = 'Reach the northern gate';
const builder = createPromptBuilder({ domain: tacticalDomain });
const prefix = builder.system().content;
const toolLines = tacticalDomain.registry.tools.map((tool) => `- ${tool.name}: ${tool.description} ${JSON.stringify(tool.stepSchema.properties)}`);
const history = [{ steps: [{ act: 'Scan', radius: 10 }, { act: 'MoveTo', x: 3, y: 4 }], outcome: 'failed', note: 'blocked' }] as const;

const candidates: Record<string, (world: WorldSnapshot) => string> = {
  'pretty JSON, all put together': (world) => `You plan for one agent.\nTools:\n${toolLines.join('\n')}\nWorld:\n${JSON.stringify(world, null, 2)}\nReply with JSON.`,
  'compact JSON, constant beginning': (world) => `${prefix}\n${JSON.stringify(world)}\nReply with JSON.`,
  'the domain describes, nothing else': (world) => tacticalDomain.describe(world, 'full').reduce((text, section) => `${text}${section.text}\n`, ''),
  'createPromptBuilder().build': (world) => builder.build(world).messages[1]?.content ?? '',
  'buildPrompt': (world) => buildPrompt({ domain: tacticalDomain, world }).messages[1]?.content ?? '',
  'build, with history': (world) => builder.build(world, { history }).messages[1]?.content ?? '',
  ...Object.fromEntries(
    detailLevels.slice(1).map((level) => [`build, ${level}`, (world: WorldSnapshot) => builder.build(world, { level }).messages[1]?.content ?? '']),
  ),
};

for (const enemies of [1, 10, 40]) {
  const worlds = Array.from({ length: 64 }, (_, seed) => skirmish(enemies, seed));
  for (const [name, run] of Object.entries(candidates)) for (const world of worlds) assert(run(world).includes(objective), name);
  console.log(`\n${enemies} enemies: ${builder.build(skirmish(enemies)).messages[1]?.content.length} characters of world as text, ${JSON.stringify(skirmish(enemies)).length} as JSON`);
  compare(worlds);
}

function compare(worlds: readonly WorldSnapshot[]): void {
  const times = Object.values(candidates).map((run) => ({ run, samples: [] as number[] }));
  for (let round = 0; round < 240; round += 1) {
    for (const { run, samples } of times) {
      const start = process.hrtime.bigint();
      for (let pass = 0; pass < passes; pass += 1) {
        // Reading one character makes the engine really join what was concatenated.
        for (const world of worlds) assert(run(world).codePointAt(40) !== undefined);
      }
      if (round >= 40) samples.push(Number(process.hrtime.bigint() - start) / worlds.length / passes / 1000);
    }
  }
  const base = times[0]?.samples ?? [];
  Object.keys(candidates).forEach((name, index) => {
    const samples = times[index]?.samples ?? [];
    const ratio = median(samples.map((time, round) => time / (base[round] ?? Number.NaN)));
    console.log(`${name.padEnd(36)} p50 ${median(samples).toFixed(2).padStart(6)} µs  best ${Math.min(...samples).toFixed(2).padStart(6)} µs  ${ratio.toFixed(2)}x`);
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
