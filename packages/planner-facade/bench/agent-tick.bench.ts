/**
 * What a tick of an agent costs, next to reading the world and checking one step, which no agent that looks at today's
 * world can do without. All candidates run in turn in every round, because only ratios mean anything on a shared machine.
 * Run it from the package folder:
 *
 *     npx tsx --conditions=@planweave/source bench/agent-tick.bench.ts
 */
import assert from 'node:assert/strict';
import { createPlan } from '@planweave/core-types';
import { createAgent, type AgentPlanner, type PlanOutcome } from '@planweave/planner-facade';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { manualClock } from '@planweave/testing';

const steps = [
  { act: 'CoverFire', target_id: 100, duration: 2 },
  { act: 'MoveTo', x: 6, y: 2 },
  { act: 'Attack', target_id: 100 },
  { act: 'Scan', radius: 10 },
];
const outcome = { source: 'llm', plan: createPlan(steps), timings: { modelMs: 0 } } as unknown as PlanOutcome;
const planner: AgentPlanner = { plan: () => Promise.resolve(outcome) };
const clock = manualClock();

/** A fresh object each frame, as games make them, but for the part that is parsed once. */
function frames(enemies: number, obstacles: number): readonly WorldSnapshot[] {
  return Array.from({ length: 64 }, (_, frame) =>
    tacticalDomain.parseWorld({
      t: frame / 60,
      player: { hp: 90, pos: { x: 0, y: frame & 7 }, stance: 'stand', orders: ['hold the bridge'] },
      me: { pos: { x: 2, y: 2 }, ammo: 20, cooldowns: {}, morale: 0.9, hp: 80, stamina: 1 },
      enemies: Array.from({ length: enemies }, (__, index) => ({ id: 100 + index, pos: { x: 10 + (index % 20), y: 2 + ((index + frame) % 5) }, hp: 50, cover: 'none', lastSeenSeconds: 0 })),
      pois: [],
      obstacles: Array.from({ length: obstacles }, (__, index) => ({ x: -50 + (index % 40), y: 20 + Math.floor(index / 40) })),
    }),
  );
}

/** An agent in the middle of a model's plan: the case of nearly every frame. */
async function agentAtWork(world: WorldSnapshot) {
  const agent = createAgent(planner, tacticalDomain, { agentId: 'guard', clock, staleAfterRatio: 1 });
  agent.tick(world);
  await clock.settle();
  agent.stepDone();
  assert.equal(agent.tick(world).source, 'llm');
  return agent;
}

for (const [enemies, obstacles] of [[10, 0], [100, 400], [256, 4_000]] as const) {
  const worlds = frames(enemies, obstacles);
  const agent = await agentAtWork(worlds[0]!);
  const lonely = createAgent({ plan: () => new Promise(() => {}) }, tacticalDomain, { agentId: 'guard', clock });
  const candidates: Record<string, (world: WorldSnapshot) => unknown> = {
    'read the world, check one step': (world) => tacticalDomain.check(tacticalDomain.parseWorld(world), steps.slice(0, 1))[0]?.isLegal,
    'tick in the middle of a plan': (world) => agent.tick(world).source === 'llm',
    'heuristics alone': (world) => tacticalDomain.check(world, tacticalDomain.fallback(world, undefined as never).steps).length > 0,
    'tick with a new heuristic plan': (world) => {
      const { isNew } = lonely.tick(world);
      lonely.stepDone();
      return isNew;
    },
  };
  const times = Object.entries(candidates).map(([name, run]) => ({ name, run, samples: [] as number[] }));
  for (let round = 0; round < 3_000; round += 1) {
    for (const { run, name, samples } of times) {
      const world = worlds[round & 63]!;
      const start = process.hrtime.bigint();
      const isDone = run(world);
      const elapsed = Number(process.hrtime.bigint() - start) / 1_000;
      assert.equal(isDone, true, name);
      if (round >= 500) samples.push(elapsed);
    }
  }
  console.log(`\n${enemies} enemies, ${obstacles} obstacles`);
  for (const { name, samples } of times) {
    const sorted = samples.toSorted((a, b) => a - b);
    const ratio = (sorted[sorted.length >> 1] ?? NaN) / (times[0]!.samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? NaN);
    console.log(`${name.padEnd(34)} p50 ${sorted[sorted.length >> 1]!.toFixed(1).padStart(7)} µs  p99 ${sorted[Math.floor(sorted.length * 0.99)]!.toFixed(1).padStart(7)} µs  ${ratio.toFixed(2)}x`);
  }
}
