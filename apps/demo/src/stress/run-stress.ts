import { CancelledError, sleep, systemClock, type StepVerdict } from '@planweave/core-types';
import type { Planner } from '@planweave/planner-facade';
import { tacticalDomain } from '@planweave/tactical-domain';
import { askSchedule, type Ask } from './load/ask-schedule.ts';
import { paceAsks } from './load/pace-asks.ts';
import { sectorWorld } from './load/sector-world.ts';
import { heapAfterGc } from './measure/heap-after-gc.ts';
import { createPlanCounts, type PlanCounts, type PlanCountsRead } from './measure/plan-counts.ts';
import { watchProcess, type ProcessRead } from './measure/process-watch.ts';
import { openPipeline } from './pipeline.ts';
import type { StressOptions } from './stress-options.ts';

/** What a run shows while it goes on. */
export interface StressProgress {
  readonly part: 'warm-up' | 'measured';
  readonly elapsedMs: number;
  readonly durationMs: number;
  readonly plans: PlanCountsRead;
}

/** What a run measured. */
export interface StressMeasures {
  readonly options: StressOptions;
  /** How long questions were asked, in milliseconds; less than was wanted when the run was ended by hand. */
  readonly askedMs: number;
  readonly isInterrupted: boolean;
  readonly plans: PlanCountsRead;
  /** Plans that were there when asking ended, for each second of asking. */
  readonly plansPerSecond: number;
  readonly process: ProcessRead;
  readonly heap: {
    /** In use after full collections, when the warm-up was over and at the end, in bytes. */
    readonly afterWarmUpBytes: number;
    readonly atEndBytes: number;
    /** By how much it grew, as a share of the first; below 0 when it shrank. */
    readonly growthRatio: number;
  };
}

/** Who listens to a run, and who ends it. */
export interface StressSurroundings {
  readonly signal: AbortSignal;
  /** Called about once a second, in a long run less often. */
  readonly onProgress: (progress: StressProgress) => void;
}

/** The warm-up is this part of the run, and at most half a minute. */
const warmUpShare = 0.1;
const longestWarmUpMs = 30_000;
const mostProgressReports = 240;

/**
 * Lets agents plan with the whole planner over real HTTP and measures what they got. The cache is filled first, and a part
 * of the load is run before the measured part begins, so that what is measured is neither the start of the process nor
 * the filling of its memories.
 *
 * @throws `CancelledError` when the signal aborts before the measured part has begun.
 */
export async function runStress(options: StressOptions, { signal, onProgress }: StressSurroundings): Promise<StressMeasures> {
  const pipeline = await openPipeline(options, signal);
  try {
    const durationMs = options.durationSeconds * 1_000;
    const warmUpMs = Math.min(durationMs * warmUpShare, longestWarmUpMs);
    const runPart = (part: StressProgress['part'], partMs: number, firstNew: number) => {
      const counts = createPlanCounts();
      const asks = askSchedule(options, { known: pipeline.knownSectors, firstNew });
      const stopReporting = repeat(Math.max(1_000, durationMs / mostProgressReports), (elapsedMs) => onProgress({ part, elapsedMs, durationMs: partMs, plans: counts.read() }));
      const ask = asker(pipeline, counts, options, signal);
      return { counts, done: paceAsks(asks, { durationMs: partMs, signal, ask }).finally(stopReporting) };
    };
    const warmUp = await runPart('warm-up', warmUpMs, pipeline.firstNewSector).done;
    await warmUp.answered;
    if (signal.aborted) throw new CancelledError('queue', signal.reason);
    const afterWarmUpBytes = await heapAfterGc();

    const watch = watchProcess();
    const { counts, done } = runPart('measured', durationMs, pipeline.firstNewSector + 1_000_000);
    const { askedMs, answered } = await done;
    const plansPerSecond = (counts.read().planned / Math.max(1, askedMs)) * 1_000;
    await answered;
    const ended = watch.read();
    const plans = counts.read();
    // a promise that nobody heard is told a turn later
    const atEndBytes = await heapAfterGc();
    const { unhandledRejections } = watch.read();
    watch.stop();
    return {
      options,
      askedMs,
      isInterrupted: signal.aborted,
      plans,
      plansPerSecond,
      process: { ...ended, unhandledRejections },
      heap: { afterWarmUpBytes, atEndBytes, growthRatio: atEndBytes / afterWarmUpBytes - 1 },
    };
  } finally {
    await pipeline.close();
  }
}

/** Asks the planner, checks what it gave against the world, and counts it. */
function asker({ planner }: { readonly planner: Planner }, counts: PlanCounts, { seed, budgetMs }: StressOptions, signal: AbortSignal) {
  return async ({ agentId, sector, atMs }: Ask, lateMs: number): Promise<void> => {
    const world = sectorWorld(seed, sector, atMs / 1_000);
    counts.ask(lateMs);
    const askedAt = systemClock.now();
    try {
      const outcome = await planner.plan(world, { agentId, budgetMs, signal });
      const durationMs = systemClock.now() - askedAt;
      const problem = problemOf(tacticalDomain.check(world, outcome.plan.steps));
      const illegal = problem === undefined ? undefined : `The plan for sector ${sector} of seed ${seed}: ${problem}`;
      counts.plan(outcome, { durationMs, illegal });
    } catch (error) {
      if (CancelledError.isInstance(error)) counts.cancel();
      else counts.reject(error);
    }
  };
}

function problemOf(verdicts: readonly StepVerdict[]): string | undefined {
  if (verdicts.length === 0) return 'it has no steps';
  for (const verdict of verdicts) if (!verdict.isLegal) return verdict.problem;
  return undefined;
}

/** Calls back again and again; the result ends that. */
function repeat(everyMs: number, call: (elapsedMs: number) => void): () => void {
  const stop = new AbortController();
  void (async () => {
    for (let elapsedMs = everyMs; ; elapsedMs += everyMs) {
      await sleep(systemClock, everyMs, stop.signal);
      call(elapsedMs);
    }
  })().catch(() => {});
  return () => stop.abort();
}
