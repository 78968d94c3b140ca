import { graceMs } from '../measure/plan-counts.ts';
import type { StressMeasures } from '../run-stress.ts';
import { gigabytes, milliseconds, percent } from './amounts.ts';

/** What somebody promised in public, and whether this run kept it. */
export interface TargetResult {
  /** Who said so. */
  readonly source: string;
  readonly wanted: string;
  readonly measured: string;
  /** `not-tested`: the run was not such that it could tell. */
  readonly verdict: 'held' | 'missed' | 'not-tested';
  /** Why it was not tested, or what stands behind a miss. */
  readonly note?: string;
}

interface Target {
  readonly source: string;
  readonly wanted: string;
  readonly measured: (run: StressMeasures) => string;
  readonly isHeld: (run: StressMeasures) => boolean;
  /** Why a run says nothing about it; `undefined` when it does. */
  readonly unless?: (run: StressMeasures) => string | undefined;
  /** What explains a miss, if this does. */
  readonly because?: (run: StressMeasures) => string | undefined;
}

const own = 'Planweave';
const phase2Plan = 'AstraWeave, phase 2 plan';
const gapAnalysis = 'AstraWeave, phase 1 gap analysis';
const stressReport = 'AstraWeave, day 3 stress report';

const twoGigabytes = 2 * 1024 ** 3;
const marathonMs = 60_000;

/** Ours, and those of the original project that a whole run can tell; those of single functions are a bench's. */
const targets: readonly Target[] = [
  { source: own, wanted: 'no illegal plan', measured: ({ plans }) => `${plans.illegal}`, isHeld: ({ plans }) => plans.illegal === 0 },
  {
    source: own,
    wanted: 'no rejection, heard or unheard',
    measured: ({ plans, process }) => `${plans.rejected + process.unhandledRejections}`,
    isHeld: ({ plans, process }) => plans.rejected + process.unhandledRejections === 0,
  },
  {
    source: own,
    wanted: `99.9 % of plans within ${graceMs} ms of their deadline`,
    measured: (run) => percent(inTime(run), 2),
    isHeld: (run) => inTime(run) >= 0.999,
    because: crowded,
  },
  {
    source: phase2Plan,
    wanted: '100 plans/s at 70 % hits',
    measured: ({ plansPerSecond }) => `${plansPerSecond.toFixed(1)}/s`,
    isHeld: ({ plansPerSecond }) => plansPerSecond >= 100,
    unless: ({ options }) => {
      if (options.hitRate > 0.7) return 'more worlds are known than in the target';
      return offeredPerSecond(options) < 100 ? `only ${offeredPerSecond(options).toFixed(1)} plans/s were asked for` : undefined;
    },
  },
  {
    source: phase2Plan,
    wanted: 'plans from the cache: p95 below 50 ms',
    measured: ({ plans }) => milliseconds(plans.bySource.cache.p95),
    isHeld: ({ plans }) => plans.bySource.cache.p95 < 50,
    unless: noHits,
  },
  {
    source: phase2Plan,
    wanted: 'heuristics stand in for less than 20 % of plans',
    measured: (run) => percent(fallbackRatio(run)),
    isHeld: (run) => fallbackRatio(run) < 0.2,
    because: ({ options, plans }) => (plans.bySource.llm.count === 0 ? `the stand-in model writes a plan in about a second and a half, the budget is ${options.budgetMs} ms` : undefined),
  },
  {
    source: gapAnalysis,
    wanted: 'all plans: p95 below 50 ms',
    measured: ({ plans }) => milliseconds(plans.all.p95),
    isHeld: ({ plans }) => plans.all.p95 < 50,
    unless: ({ options }) => (options.budgetMs > 50 ? `the agents allow ${options.budgetMs} ms` : undefined),
  },
  { source: gapAnalysis, wanted: 'more than 50 % from the cache', measured: hits, isHeld: ({ plans }) => plans.hitRatio > 0.5, unless: fewerKnown(0.5) },
  { source: stressReport, wanted: '80 % from the cache', measured: hits, isHeld: ({ plans }) => plans.hitRatio >= 0.8, unless: fewerKnown(0.8) },
  {
    source: stressReport,
    wanted: 'plans from the cache: p99 below 1 ms',
    measured: ({ plans }) => milliseconds(plans.bySource.cache.p99),
    isHeld: ({ plans }) => plans.bySource.cache.p99 < 1,
    unless: noHits,
    because: crowded,
  },
  {
    source: gapAnalysis,
    wanted: 'less than 2 GB',
    measured: ({ process }) => gigabytes(process.peakRssBytes),
    isHeld: ({ process }) => process.peakRssBytes < twoGigabytes,
  },
  {
    source: gapAnalysis,
    wanted: '10 agents on one model',
    measured: ({ options, plans }) => `${options.agents} agents, ${plans.bySource.llm.count} plans by the model`,
    isHeld: ({ plans }) => plans.bySource.llm.count > 0,
    unless: ({ options }) => (options.agents < 10 ? `there are ${options.agents}` : undefined),
    because: ({ options }) => `the budget of ${options.budgetMs} ms is too short for any`,
  },
  {
    source: gapAnalysis,
    wanted: 'heap at the end of a marathon at most 5 % above that after the warm-up',
    measured: ({ heap }) => `${heap.growthRatio < 0 ? '' : '+'}${percent(heap.growthRatio, 1)}`,
    isHeld: ({ heap }) => heap.growthRatio <= 0.05,
    unless: ({ askedMs }) => (askedMs < marathonMs ? 'the run is shorter than a minute' : undefined),
  },
];

/** Every published target with what this run says about it. */
export function judgeTargets(run: StressMeasures): readonly TargetResult[] {
  return targets.map(({ source, wanted, measured, isHeld, unless, because }) => {
    const untested = run.plans.planned === 0 ? 'there were no plans' : unless?.(run);
    const verdict = untested !== undefined ? 'not-tested' : isHeld(run) ? 'held' : 'missed';
    const note = untested ?? (verdict === 'missed' ? because?.(run) : undefined);
    return { source, wanted, measured: measured(run), verdict, ...(note !== undefined && { note }) };
  });
}

/** How many plans a second the agents ask for. */
export function offeredPerSecond({ agents, everyMs }: StressMeasures['options']): number {
  return (agents * 1_000) / everyMs;
}

/** The share of plans by the heuristics, in 0..1. */
export function fallbackRatio({ plans }: Pick<StressMeasures, 'plans'>): number {
  return plans.planned === 0 ? 0 : plans.bySource.fallback.count / plans.planned;
}

/** The share of plans that were there in time, in 0..1. */
export function inTime({ plans }: Pick<StressMeasures, 'plans'>): number {
  return plans.planned === 0 ? 1 : 1 - plans.late / plans.planned;
}

function hits({ plans }: StressMeasures): string {
  return percent(plans.hitRatio);
}

function crowded({ process: { machine } }: StressMeasures): string | undefined {
  return machine.load > machine.processors ? `the machine had a load of ${machine.load.toFixed(1)} on ${machine.processors} processors` : undefined;
}

function noHits({ plans }: StressMeasures): string | undefined {
  return plans.bySource.cache.count === 0 ? 'nothing came from the cache' : undefined;
}

function fewerKnown(wanted: number): (run: StressMeasures) => string | undefined {
  return ({ options }) => (options.hitRate <= wanted ? `${percent(options.hitRate, 0)} of the worlds are known` : undefined);
}
