import { seededRandom } from '@planweave/core-types';
import { ollama } from '@planweave/ollama-client';
import { createPlanner, type Planner } from '@planweave/planner-facade';
import { createPlanCache } from '@planweave/prompt-cache';
import { admissionQueue, circuitBreaker, compose, retry } from '@planweave/resilience';
import { tacticalDomain } from '@planweave/tactical-domain';
import { sectorWorld } from './load/sector-world.ts';
import { servedModel, type ServerOrder } from './server/server-order.ts';
import { startServerProcess } from './server/start-server-process.ts';
import type { StressOptions } from './stress-options.ts';

/** The planner as a game would set it up, with its server and what it knows already. */
export interface Pipeline {
  readonly planner: Planner;
  /** The sectors from 0 up to this one are in the cache. */
  readonly knownSectors: number;
  /** From this one on, no sector was asked about. */
  readonly firstNewSector: number;
  close(): Promise<void>;
}

/** As many situations as a game has that come again and again, after the original project's bench. */
const knownSectors = 50;
/** Small, and full from the start: memory that grows after that is lost and not a cache at work. */
const cacheEntries = 256;
const fillingAtOnce = 8;
const fillingBudgetMs = 30_000;

/**
 * Starts a server in a process of its own and a planner with everything that keeps it going: retry, breaker, admission
 * queue, a cache. The cache is filled through a server that answers at once; then the same address serves at the pace of a
 * small GPU, with the faults that were asked for, and a planner begins that never saw the quick one.
 *
 * @throws `CancelledError` when the signal aborts before it is ready; `Error` when the server does not start.
 */
export async function openPipeline({ seed, slots, faultRate, budgetMs }: StressOptions, signal: AbortSignal): Promise<Pipeline> {
  const server = startServerProcess();
  const order: ServerOrder = { port: 0, seed, slots: fillingAtOnce, faultRate: 0, pace: 'instant' };
  const host = await server.serve(order);
  const model = ollama({ model: servedModel, host });
  const filling = ollama({ model: servedModel, host, delivery: 'whole' });
  const close = async () => {
    await Promise.all([model.close(), filling.close()]);
    await server.stop();
  };
  try {
    const common = { domain: tacticalDomain, model, cache: createPlanCache({ maxEntries: cacheEntries }), sampling: { seed } };
    // the same model, but its replies come in one piece, which is quicker when nobody watches
    const patient = createPlanner({ ...common, model: filling, budgetMs: fillingBudgetMs });
    const plan = (sector: number) => patient.plan(sectorWorld(seed, sector), { signal });
    await fillCache(plan);
    await server.serve({ ...order, port: Number(new URL(host).port), slots, faultRate, pace: 'small-gpu' });
    // as a game does while it loads: each slot of the server has then read what all prompts begin with
    await Promise.all(Array.from({ length: slots }, (_, slot) => plan(cacheEntries + slot)));
    const policy = compose([retry(), circuitBreaker(), admissionQueue({ initialLimit: slots, maxLimit: Math.max(slots, 32) })]);
    const planner = createPlanner({ ...common, budgetMs, policy, random: seededRandom(seed) });
    return { planner, knownSectors, firstNewSector: cacheEntries + slots, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Plans the sectors that fill the cache; those that are to stay known come last. */
async function fillCache(plan: (sector: number) => Promise<unknown>): Promise<void> {
  let next = cacheEntries;
  const work = async () => {
    while (next > 0) await plan((next -= 1));
  };
  await Promise.all(Array.from({ length: fillingAtOnce }, work));
}
