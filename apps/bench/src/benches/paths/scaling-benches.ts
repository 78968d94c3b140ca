import { createPlanCache, type PlanCacheRequest } from '@planweave/prompt-cache';
import { compose } from '@planweave/resilience';
import type { WorldSnapshot } from '@planweave/tactical-domain';
import { waitingModel } from '../../models/instant-model.ts';
import { planForSkirmish, replyForSkirmish, skirmish, skirmishes } from '../../worlds/skirmish.ts';
import { insist, type Bench, type BenchGroup, type Subject } from '../bench.ts';
import { filled, requestFor } from '../cache/cache-requests.ts';
import { newWorlds } from '../new-worlds.ts';
import { instantPlanner, isFrom, planning, warmPlanning } from '../planning.ts';

const crowds = [1, 5, 10, 20, 50, 100];

/** How the short way grows with the world. */
export const warmByEnemies: BenchGroup = {
  name: 'scaling, known worlds by enemies',
  base: 'cache.lookup, 10 enemies',
  benches: crowds.flatMap((enemies): Bench[] => [
    { name: `cache.lookup, ${crowd(enemies)}`, measures: 'the plan cache alone', open: () => lookingUp(enemies) },
    { name: `plan(), warm, ${crowd(enemies)}`, measures: 'the whole planner', open: () => warmPlanning(skirmishes(enemies, 64)) },
  ]),
};

/** How the long way grows with the world. */
export const coldByEnemies: BenchGroup = {
  name: 'scaling, new worlds by enemies',
  base: 'plan(), cold, 10 enemies',
  benches: crowds.map((enemies) => ({
    name: `plan(), cold, ${crowd(enemies)}`,
    measures: 'the whole planner, with a model that answers at once',
    open: () => planning({ cache: createPlanCache() }, newWorlds(enemies), isFrom('llm')),
  })),
};

/** How a lookup grows with what the cache holds. */
export const byEntries: BenchGroup = {
  name: 'scaling, entries of the cache',
  base: 'cache.lookup, 1,000 entries',
  benches: [1_000, 10_000, 100_000, 1_000_000].map((entries) => ({
    name: `cache.lookup, ${entries.toLocaleString('en')} entries`,
    measures: 'hits on worlds with one enemy, here and there in the cache, of which none is in the processor already',
    open: () => amongMany(entries),
  })),
};

const plansOfAgent = 10;
/** Of ten plans, these are for a world that nobody has seen. */
const newPlans = new Set([0, 3, 6]);
const modelMs = 5;

/** How many plans a second one planner makes for how many agents. */
export const byAgents: BenchGroup = {
  name: `scaling, agents that plan at once: 70 % of worlds known, a model that takes ${modelMs} ms`,
  rounds: 8,
  benches: [1, 10, 100, 1_000].map((agents) => ({
    name: agents === 1 ? '1 agent' : `${agents.toLocaleString('en')} agents`,
    operations: agents * plansOfAgent,
    measures: `each makes ${plansOfAgent} plans, one after the other; a plan of all of them`,
    ...(agents === 100 && { published: 'target: 100 plans/s' }),
    open: () => planningAtOnce(agents),
  })),
};

function crowd(enemies: number): string {
  return enemies === 1 ? '1 enemy' : `${enemies} enemies`;
}

function lookingUp(enemies: number): Subject {
  const requests = skirmishes(enemies, 64).map((world) => requestFor(world));
  const cache = filled(createPlanCache(), requests);
  return { run: (turn) => cache.lookup(requests[turn & 63]!), isDone: (plan) => plan === planForSkirmish };
}

function amongMany(entries: number): Subject {
  // what was used least recently may go from the moment that half of it is full
  const cache = createPlanCache({ maxEntries: entries * 2 });
  for (let variant = 0; variant < entries; variant += 1) cache.store(requestFor(skirmish(1, variant)), planForSkirmish);
  insist(cache.stats().entries === entries, `The cache was to hold ${entries} entries, but holds ${cache.stats().entries}`);
  let requests: readonly PlanCacheRequest<WorldSnapshot>[] = [];
  let first = 0;
  return {
    prepare(firstTurn, turns) {
      first = firstTurn;
      // a large prime goes through all entries without going from one to the next
      requests = Array.from({ length: turns }, (_, index) => requestFor(skirmish(1, ((firstTurn + index) * 15_485_863) % entries)));
    },
    run: (turn) => cache.lookup(requests[turn - first]!),
    isDone: (plan) => plan === planForSkirmish,
  };
}

async function planningAtOnce(agents: number): Promise<Subject> {
  const model = waitingModel(replyForSkirmish, modelMs);
  // no queue: what is measured is what the planner can do, not what it spares a server
  const planner = instantPlanner({ model, cache: createPlanCache({ maxEntries: 65_536 }), budgetMs: 60_000, policy: compose([]) });
  const known = skirmishes(10, 256);
  await Promise.all(known.map((world) => planner.plan(world)));
  const isNew = Array.from({ length: agents * plansOfAgent }, (_, index) => newPlans.has(index % plansOfAgent));
  const worlds = newWorlds(10, isNew.length, known.length);
  let bestPerSecond = 0;
  return {
    prepare: worlds.prepare,
    async run(turn) {
      const fresh = worlds.all(turn);
      const sources = { llm: 0, cache: 0, fallback: 0 };
      const agent = async (index: number) => {
        for (let at = index * plansOfAgent; at < (index + 1) * plansOfAgent; at += 1) {
          const { source } = await planner.plan(isNew[at] === true ? fresh[at] : known[at % known.length]);
          sources[source] += 1;
        }
      };
      const startedAt = performance.now();
      await Promise.all(Array.from({ length: agents }, (_, index) => agent(index)));
      bestPerSecond = Math.max(bestPerSecond, (isNew.length * 1_000) / (performance.now() - startedAt));
      return sources;
    },
    isDone: (sources) => JSON.stringify(sources) === JSON.stringify({ llm: isNew.length * 0.3, cache: isNew.length * 0.7, fallback: 0 }),
    conclude: () => `${Math.round(bestPerSecond).toLocaleString('en')} plans/s at best`,
  };
}
