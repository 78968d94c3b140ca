import { createPlan, type Plan } from '@planweave/core-types';
import { createPlanCache, type PlanCache } from '@planweave/prompt-cache';
import { createTacticalDomain } from '@planweave/tactical-domain';
import { formatTime } from '../../measure/format.ts';
import { heapBytes } from '../../measure/heap-bytes.ts';
import { timeEachCall } from '../../measure/time-each-call.ts';
import { planForSkirmish, skirmishes } from '../../worlds/skirmish.ts';
import { insist, type Bench, type BenchGroup } from '../bench.ts';
import { inTurns } from '../in-turns.ts';
import { skippingClock } from '../skipping-clock.ts';
import { filled, requestFor } from './cache-requests.ts';

const enemies = 5;

const requests = skirmishes(enemies, 2_000).map((world) => requestFor(world));
const thousand = requests.slice(0, 1_000);

const benches: readonly Bench[] = [
  {
    name: 'cache_1000_sequential_inserts',
    operations: 1_000,
    measures: 'store: 1,000 worlds into an empty cache, an insert of them',
    open: () => ({
      run: () => filled(createPlanCache({ maxEntries: 4_096 }), thousand),
      isDone: (cache) => (cache as PlanCache).stats().entries === 1_000,
    }),
  },
  {
    name: 'cache_hit_rate_50_unique_keys',
    published: '95 % hits',
    operations: 1_000,
    measures: 'lookup, and store after a miss: 1,000 requests about 50 worlds, a request of them',
    open: () => ({
      run() {
        const cache = createPlanCache();
        for (let index = 0; index < 1_000; index += 1) {
          const request = requests[(index * 7) % 50]!;
          if (cache.lookup(request) === undefined) cache.store(request, planForSkirmish);
        }
        return cache;
      },
      // 50 first sights of 1,000
      isDone: (cache) => (cache as PlanCache).stats().hitRatio === 0.95,
      conclude: () => '95.0 % hits',
    }),
  },
  {
    name: 'cache_eviction_churn',
    published: '200 of 1,200 evicted',
    operations: 2_000,
    measures: 'store: 2,000 worlds into a cache of 1,000, an insert of them',
    open() {
      let stats = createPlanCache().stats();
      return {
        run: () => filled(createPlanCache({ maxEntries: 1_000 }), requests),
        isDone(cache) {
          stats = (cache as PlanCache).stats();
          return stats.entries <= 1_000 && stats.entries >= 500 && stats.evictions === 2_000 - stats.entries;
        },
        conclude: () => `${stats.evictions} of 2,000 evicted`,
      };
    },
  },
  {
    name: 'cache_concurrent_readers_writers',
    operations: 15 * 20,
    measures: '5 tasks that store and 10 that look up, 20 times each, taking turns; an operation of them',
    open: () => ({ run: () => readAndWrite(), isDone: (wrong) => wrong === 0 }),
  },
  {
    name: 'cache_key_hash_collisions',
    operations: 10_000,
    measures: 'lookup: 10,000 different worlds, each with a plan of its own; a lookup of them',
    open() {
      const many = skirmishes(enemies, 10_000).map((world, index) => ({ request: requestFor(world), plan: planNumber(index) }));
      const cache = createPlanCache({ maxEntries: 32_768 });
      for (const { request, plan } of many) cache.store(request, plan);
      return {
        run: () => many.reduce((wrong, { request, plan }) => (cache.lookup(request)?.id === plan.id ? wrong : wrong + 1), 0),
        isDone: (wrong) => wrong === 0,
        conclude: () => '0 of 10,000 answered with the plan of another world',
      };
    },
  },
  {
    name: 'cache_memory_footprint',
    published: '~500 B an entry',
    operations: 1_000,
    measures: 'store: 1,000 worlds, each with a plan of its own; the heap and buffers after it, an entry of them',
    open() {
      const own = thousand.map((_, index) => planNumber(index));
      const fill = () => {
        const cache = createPlanCache({ maxEntries: 2_000 });
        for (const [index, request] of thousand.entries()) cache.store(request, own[index]!);
        return cache;
      };
      return {
        run: fill,
        isDone: (cache) => (cache as PlanCache).stats().entries === 1_000,
        conclude() {
          const before = heapBytes();
          const caches = Array.from({ length: 20 }, fill);
          const perEntry = (heapBytes() - before) / 20_000;
          insist(caches.every((cache) => cache.stats().entries === 1_000), 'A cache lost entries while it was weighed');
          return `${Math.round(perEntry)} B an entry, without the plan`;
        },
      };
    },
  },
  {
    name: 'cache_get_latency_p50_p99',
    published: '180 ns',
    measures: 'lookup of a known world in a cache of 1,000; single calls beside the average',
    open() {
      const cache = filled(createPlanCache(), thousand);
      const run = (turn: number) => cache.lookup(thousand[turn % 1_000]!);
      return { run, isDone: (plan) => plan === planForSkirmish, conclude: () => singleCalls(run) };
    },
  },
  {
    name: 'cache_put_latency_p50_p99',
    measures: 'store of a world into a cache of 1,000; single calls beside the average',
    open() {
      const cache = filled(createPlanCache({ maxEntries: 1_000 }), thousand);
      const run = (turn: number) => {
        cache.store(requests[turn % 2_000]!, planForSkirmish);
        return cache;
      };
      return { run, isDone: (result) => result === cache && cache.stats().entries <= 1_000, conclude: () => singleCalls(run) };
    },
  },
  {
    name: 'cache_freshness_decay_over_time',
    measures: 'find in a cache whose plans lose half of their freshness in a minute, a second later each time',
    open() {
      const clock = skippingClock();
      const cache = filled(createPlanCache({ clock, freshness: { halfLifeMs: 60_000 } }), thousand);
      return {
        prepare: () => void filled(cache, thousand),
        run(turn) {
          clock.skip(1_000);
          return cache.find(thousand[turn % 1_000]!);
        },
        isDone: (answer) => (answer as { readonly plan?: Plan }).plan !== undefined,
        conclude() {
          cache.store(thousand[0]!, planForSkirmish);
          clock.skip(60_000);
          const { freshness } = cache.find(thousand[0]!);
          insist(Math.abs(freshness - 0.5) < 1e-9, `After one half-life a plan should be half fresh, not ${freshness}`);
          return 'half fresh after one half-life';
        },
      };
    },
  },
  {
    name: 'cache_invalidation_on_tool_change',
    operations: 1_000,
    measures: 'invalidate({ tool }): all of 1,000 plans, because their tool changed; an entry of them',
    open() {
      let caches: readonly PlanCache[] = [];
      let first = 0;
      return {
        prepare(firstTurn, turns) {
          first = firstTurn;
          caches = Array.from({ length: turns }, () => filled(createPlanCache(), thousand));
        },
        run: (turn) => caches[turn - first]!.invalidate({ tool: 'CoverFire' }),
        isDone: (count) => count === 1_000,
        conclude() {
          const cache = filled(createPlanCache(), thousand);
          const otherTools = createTacticalDomain({ tools: ['MoveTo', 'CoverFire', 'Wait'] });
          const served = thousand.filter(({ world }) => cache.lookup(requestFor(world, otherTools)) !== undefined).length;
          insist(served === 0, `With other tools, ${served} plans were still served`);
          return 'with other tools, 0 of 1,000 are served even without it';
        },
      };
    },
  },
];

/** The ten benches of the original's second list. */
export const cacheBenches: BenchGroup = { name: 'cache', benches };

function planNumber(index: number): Plan {
  return createPlan(planForSkirmish.steps, { id: `plan of world ${index}` });
}

/** How many lookups got the plan of another world. */
async function readAndWrite(): Promise<number> {
  const cache = createPlanCache();
  const plans = Array.from({ length: 20 }, (_, index) => planNumber(index));
  let wrong = 0;
  const write = (index: number) => cache.store(requests[index]!, plans[index]!);
  const read = (index: number) => {
    const plan = cache.lookup(requests[index]!);
    if (plan !== undefined && plan.id !== plans[index]!.id) wrong += 1;
  };
  await Promise.all([...Array.from({ length: 5 }, () => inTurns(20, write)), ...Array.from({ length: 10 }, () => inTurns(20, read))]);
  const { exact } = cache.stats();
  return exact > 0 ? wrong : Number.NaN;
}

function singleCalls(run: (turn: number) => unknown): string {
  const { p50, p99 } = timeEachCall(run, 20_000);
  return `single calls p50 ${formatTime(p50)}, p99 ${formatTime(p99)}`;
}
