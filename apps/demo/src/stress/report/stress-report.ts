import type { StressMeasures } from '../run-stress.ts';
import { smallGpu } from '../server/server-order.ts';
import { fallbackRatio, inTime, judgeTargets, offeredPerSecond, type TargetResult } from './targets.ts';

/** Everything that a run has to say; what `--json` prints. */
export interface StressReport extends StressMeasures {
  /** What the agents asked for and what they asked. */
  readonly load: {
    readonly offeredPerSecond: number;
    /** The stand-in's speed: tokens a second of each slot. */
    readonly model: { readonly slots: number; readonly prefillTokensPerSecond: number; readonly decodeTokensPerSecond: number };
  };
  readonly ratios: { readonly cache: number; readonly llm: number; readonly fallback: number; readonly inTime: number };
  readonly targets: readonly TargetResult[];
}

/** The report of a run. */
export function stressReport(run: StressMeasures): StressReport {
  const { plans, options } = run;
  return {
    ...run,
    load: { offeredPerSecond: offeredPerSecond(options), model: { slots: options.slots, ...smallGpu } },
    ratios: {
      cache: plans.hitRatio,
      llm: plans.planned === 0 ? 0 : plans.bySource.llm.count / plans.planned,
      fallback: fallbackRatio(run),
      inTime: inTime(run),
    },
    targets: judgeTargets(run),
  };
}
