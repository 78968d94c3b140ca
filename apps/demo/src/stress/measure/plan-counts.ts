import { shortText, type PlanSource } from '@planweave/core-types';
import type { PlanOutcome } from '@planweave/planner-facade';
import { createDurations, type Percentiles } from './durations.ts';

/** A plan counts as late when it comes this long after its deadline, in milliseconds. */
export const graceMs = 10;

/** What became of the questions. `asked` is always the sum of `planned`, `cancelled` and `rejected`. */
export interface PlanCountsRead {
  readonly asked: number;
  readonly planned: number;
  /** Under way when the run was ended by hand. */
  readonly cancelled: number;
  /** The planner failed its caller, which it must not. */
  readonly rejected: number;
  /** Settled more than {@link graceMs} after the deadline. */
  readonly late: number;
  /** With a step that is not legal in its world. */
  readonly illegal: number;
  /** The share of plans that came from the cache, in 0..1. */
  readonly hitRatio: number;
  /** How long plans took, by who made them. They add up to `planned`. */
  readonly bySource: Readonly<Record<PlanSource, Percentiles>>;
  readonly all: Percentiles;
  /** Plans by the heuristics, by what stopped the model. They add up to the heuristics' plans. */
  readonly fallbacks: Readonly<Record<string, number>>;
  /** How long after its moment a question was asked, because the event loop was busy. */
  readonly askedLate: Percentiles;
  /** What was wrong with the first plan that was illegal or never came; absent when all is well. */
  readonly firstProblem?: string;
}

/** Counts what becomes of questions. */
export interface PlanCounts {
  ask(lateMs: number): void;
  /** `durationMs`: from the question to the answer, as the caller sees it. `illegal`: what is not legal about the plan. */
  plan(outcome: PlanOutcome, about: { readonly durationMs: number; readonly illegal: string | undefined }): void;
  cancel(): void;
  reject(error: unknown): void;
  read(): PlanCountsRead;
}

/** Counts of nothing. */
export function createPlanCounts(): PlanCounts {
  const bySource = { cache: createDurations(), llm: createDurations(), fallback: createDurations() };
  const all = createDurations();
  const askedLate = createDurations();
  const counts = { asked: 0, planned: 0, cancelled: 0, rejected: 0, late: 0, illegal: 0 };
  const fallbacks: Record<string, number> = {};
  let firstProblem: string | undefined;
  return {
    ask(lateMs) {
      counts.asked += 1;
      askedLate.add(lateMs);
    },
    plan({ source, reason, budget }, { durationMs, illegal }) {
      counts.planned += 1;
      bySource[source].add(durationMs);
      all.add(durationMs);
      if (durationMs > budget.givenMs + graceMs) counts.late += 1;
      if (illegal !== undefined) {
        counts.illegal += 1;
        firstProblem ??= illegal;
      }
      if (source === 'fallback') {
        const cause = reason?.refusedBy !== undefined ? `${reason.code} (${reason.refusedBy})` : (reason?.code ?? 'unknown');
        fallbacks[cause] = (fallbacks[cause] ?? 0) + 1;
      }
    },
    cancel: () => void (counts.cancelled += 1),
    reject(error) {
      counts.rejected += 1;
      firstProblem ??= shortText(String(error), 300);
    },
    read() {
      const sources = { cache: bySource.cache.read(), llm: bySource.llm.read(), fallback: bySource.fallback.read() };
      return {
        ...counts,
        hitRatio: counts.planned === 0 ? 0 : sources.cache.count / counts.planned,
        bySource: sources,
        all: all.read(),
        fallbacks: { ...fallbacks },
        askedLate: askedLate.read(),
        ...(firstProblem !== undefined && { firstProblem }),
      };
    },
  };
}
