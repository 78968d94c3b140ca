import { createPlan, type Observer, type PlanDomain, type Policy, type Random } from '@planweave/core-types';
import { createPlanCache, type PlanCache } from '@planweave/prompt-cache';
import { admissionQueue, circuitBreaker, compose, hedge, retry } from '@planweave/resilience';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { ollamaErrors, type ContentFault, type Fault, type FaultRule } from '@planweave/testing';

/** Everything that a session's planner is made from, drawn by chance. */
export interface Session {
  readonly faults: readonly FaultRule[];
  readonly speed: { readonly loadMs: number; readonly prefillTokensPerSecond: number; readonly decodeTokensPerSecond: number; readonly slots: number; readonly maxQueue: number };
  readonly policy: Policy;
  readonly cache: PlanCache | undefined;
  readonly observers: readonly Observer[];
  readonly domain: PlanDomain<WorldSnapshot>;
  /** What the model writes for a world. */
  readonly reply: () => string;
}

/** One fault of each of the twenty modes that a planner can meet (embedding and pulling are no part of planning). */
const faults: readonly ((random: Random) => Fault)[] = [
  (random) => ({ kind: 'refuse', forMs: random.next() * 5_000 }),
  (random) => ({ kind: 'drop', how: random.next() < 0.5 ? 'reset' : 'close' }),
  (random) => ({ kind: 'delay', ms: random.next() * 3_000 }),
  (random) => ({ kind: 'stall', afterChunks: Math.floor(random.next() * 10), ...(random.next() < 0.5 && { forMs: random.next() * 2_000 }) }),
  (random) => ({ kind: 'cut', afterChunks: Math.floor(random.next() * 10), how: random.next() < 0.5 ? 'reset' : 'close' }),
  (random) => ({ kind: 'unfinished', afterChunks: Math.floor(random.next() * 10) }),
  (random) => ({ kind: 'fail-midway', afterChunks: Math.floor(random.next() * 10) }),
  (random) => pick(random, Object.values(ollamaErrors)),
  () => ({ kind: 'status', status: 500, body: '' }),
  () => ({ kind: 'queue-full' }),
  (random) => ({ kind: 'corrupt', how: pick(random, ['garbage-line', 'blank-lines', 'null-line', 'crlf', 'bom', 'no-final-newline', 'two-objects']) }),
  (random) => ({ kind: 'rechunk', how: pick(random, ['bytes', 'split-utf8', 'single-write']) }),
  (random) => ({ kind: 'content', how: pick<ContentFault>(random, ['truncated-json', 'whitespace-run', 'token-loop', 'fenced', 'thinking', 'wrong-types', 'sorted-keys', 'lone-surrogate', 'empty', 'duplicate-keys']) }),
  (random) => ({ kind: 'reload', loadMs: random.next() * 3_000 }),
  (random) => ({ kind: 'crash', during: pick(random, ['load', 'prompt', 'stream']), afterChunks: 2, outOfMemory: random.next() < 0.3 }),
  (random) => ({ kind: 'leak-slot', forMs: random.next() * 5_000 }),
  (random) => ({ kind: 'hang-up', when: random.next() < 0.5 ? 'idle' : 'next-request' }),
  (random) => ({ kind: 'metrics', how: pick(random, ['missing', 'zero', 'negative', 'huge', 'truncated-prompt']) }),
  (random) => ({ kind: 'proxy', how: pick(random, ['bad-gateway', 'gateway-timeout', 'too-large', 'buffering', 'retry-after']) }),
];

const nonsense = [
  'I think we should attack now!',
  '{"steps":[]}',
  '{"steps":[{"act":"Fly","to":"the moon"}]}',
  '{"steps":[{"act":"Attack","target_id":999999}]}',
  '[[[[[[[[[[[[[[[[',
  '{"error":"out of cheese"}',
  'null',
  '```json\n{"plan_id":7,"steps":[{"tool":"scan","args":{"radius":"5"}},{"act":"Wait","duration":-3}]}',
];

/**
 * A session: what is wrong with the server, how the planner is set up, and which plug-ins are broken.
 *
 * @param pace - How many times faster than a local model the server is, for runs on the machine's own clock.
 */
export function drawSession(random: Random, pace: number): Session {
  const chance = (share: number) => random.next() < share;
  const broken = (share: number) => () => {
    if (random.next() < share) throw new Error('a plug-in fails');
  };
  return {
    faults: faults.flatMap((draw) => (chance(0.15) ? [{ fault: draw(random), ratio: random.next() * 0.6 }] : [])),
    speed: {
      loadMs: (random.next() * 2_000) / pace,
      prefillTokensPerSecond: (500 + random.next() * 20_000) * pace,
      decodeTokensPerSecond: (20 + random.next() * 400) * pace,
      slots: pick(random, [1, 1, 2, 4]),
      maxQueue: pick(random, [1, 4, 512]),
    },
    policy: pick<() => Policy>(random, [
      () => compose([]),
      () => retry(),
      () => compose([retry({ attempts: 5 }), circuitBreaker({ coolDownMs: 500 }), admissionQueue()]),
      () => compose([circuitBreaker(), hedge({ afterMs: 300 })]),
    ])(),
    cache: chance(0.5) ? breakingCache(broken(0.1)) : undefined,
    observers: chance(0.3) ? [{ observe: broken(0.2) }] : [],
    domain: chance(0.1) ? { ...tacticalDomain, fallback: () => createPlan([{ act: 'Fly' }]) } : tacticalDomain,
    reply: () => (chance(0.25) ? pick(random, nonsense) : JSON.stringify({ steps: tacticalDomain.registry.names.filter(() => random.next() < 0.1).map((act) => ({ act, target_id: 100, x: 1, y: 1, radius: 5, duration: 1, distance: 5 })) })),
  };
}

function breakingCache(mayBreak: () => void): PlanCache {
  const cache = createPlanCache({ maxEntries: 64 });
  return {
    ...cache,
    find(request) {
      mayBreak();
      return cache.find(request);
    },
    store(request, plan, origin) {
      mayBreak();
      cache.store(request, plan, origin);
    },
  };
}

function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[Math.floor(random.next() * values.length)]!;
}
