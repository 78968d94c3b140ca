/**
 * What watching costs a planner: plans from the cache, the shortest way there is, and plans by a model that answers at
 * once, each with nobody watching, with somebody who does nothing (which is what making the events costs), with telemetry,
 * and with everything. They run in turn in every round. Run it from the
 * package folder:
 *
 *     npx tsx --conditions=@planweave/source bench/planner.bench.ts
 */
import assert from 'node:assert/strict';
import * as api from '@opentelemetry/api';
import type { LanguageModel, ModelReply, Observer } from '@planweave/core-types';
import { createPlanner } from '@planweave/planner-facade';
import { createPlanCache } from '@planweave/prompt-cache';
import { tacticalDomain } from '@planweave/tactical-domain';
import { createFlightRecorder, createTelemetry, spanObserver } from '@planweave/telemetry';

const world = {
  t: 1,
  player: { hp: 80, pos: { x: 0, y: 0 } },
  me: { ammo: 5, pos: { x: 2, y: 0 } },
  enemies: Array.from({ length: 10 }, (_, index) => ({ id: 100 + index, pos: { x: 8 + index, y: 1 }, hp: 50, lastSeenSeconds: 0 })),
  pois: [],
  obstacles: [],
  objective: 'hold the bridge',
};
const text = '{"steps":[{"act":"Scan","radius":10}]}';
const reply: ModelReply = { text, model: 'm', finishReason: 'stop', usage: { promptTokens: 800, replyTokens: 12 }, timings: { totalMs: 0, firstTokenMs: 0, loadMs: 0, prefillMs: 0, decodeMs: 0 } };
/** Answers at once and keeps nothing. */
const model: LanguageModel = {
  id: 'm',
  generate: () => Promise.resolve(reply),
  async *stream() {
    yield { kind: 'text', text };
    yield { kind: 'end', reply };
  },
};
const watchers: Readonly<Record<string, () => readonly Observer[]>> = {
  nobody: () => [],
  'somebody who does nothing': () => [{ observe() {} }],
  telemetry: () => [createTelemetry()],
  'telemetry, recorder, spans without an SDK': () => [createTelemetry(), createFlightRecorder(), spanObserver({ api })],
};
const ways = { 'from the cache': { rounds: 20_000, source: 'cache' }, 'by a model': { rounds: 4_000, source: 'llm' } } as const;

for (const [way, { rounds, source }] of Object.entries(ways)) {
  const times = Object.entries(watchers).map(([name, observers]) => ({
    name,
    planner: createPlanner({ domain: tacticalDomain, model, observers: observers(), ...(source === 'cache' && { cache: createPlanCache() }) }),
    samples: [] as number[],
  }));
  for (const { planner } of times) await planner.plan(world, { budgetMs: 10_000 });
  for (let round = 0; round < rounds; round += 1) {
    // another one begins each time, because the first of a round finds the caches of the processor cold
    for (let turn = 0; turn < times.length; turn += 1) {
      const { planner, samples } = times[(round + turn) % times.length]!;
      const startedAt = process.hrtime.bigint();
      const outcome = await planner.plan(world, { budgetMs: 10_000 });
      const elapsed = Number(process.hrtime.bigint() - startedAt) / 1_000;
      assert.equal(outcome.source, source);
      if (round >= rounds / 4) samples.push(elapsed);
    }
  }
  const medianOf = (samples: readonly number[]) => samples.toSorted((a, b) => a - b)[samples.length >> 1]!;
  const alone = medianOf(times[0]!.samples);
  for (const { name, samples } of times) console.log(`${way.padEnd(15)} watched by ${name.padEnd(42)} p50 ${medianOf(samples).toFixed(1).padStart(7)} µs  ${(medianOf(samples) / alone).toFixed(3)}x`);
}
