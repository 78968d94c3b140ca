import type { Observer, PlanEvent, PlanSource } from '@planweave/core-types';

/** What was seen of a planner so far. */
export interface PlannerFigures {
  /** Finished requests, by who made the plan. */
  readonly plans: Readonly<Record<PlanSource, number>>;
  /** Requests that were given up, by their agent for instance. */
  readonly withdrawn: number;
  /** Why the last plan had to come from the heuristics; absent when it did not. */
  readonly problem?: { readonly code: string; readonly message: string } | undefined;
  readonly cacheLookups: number;
  readonly cacheHits: number;
  readonly modelCalls: number;
  /** The most calls that waited for the model at once. */
  readonly longestQueue: number;
  /** What was left of the budget when the last plan was there, and at the worst, in milliseconds. */
  readonly lastSlackMs: number | undefined;
  readonly leastSlackMs: number | undefined;
}

/** An observer that remembers. */
export interface PlannerWatch extends Observer {
  readonly figures: PlannerFigures;
}

/** Counts what the arena shows. */
export function watchPlanner(): PlannerWatch {
  let figures: PlannerFigures = {
    plans: { llm: 0, cache: 0, fallback: 0 },
    withdrawn: 0,
    cacheLookups: 0,
    cacheHits: 0,
    modelCalls: 0,
    longestQueue: 0,
    lastSlackMs: undefined,
    leastSlackMs: undefined,
  };
  return {
    observe(event) {
      figures = count(figures, event);
    },
    get figures() {
      return figures;
    },
  };
}

const answered: ReadonlySet<string> = new Set(['hit', 'similar', 'repaired']);

function count(figures: PlannerFigures, event: PlanEvent): PlannerFigures {
  switch (event.type) {
    case 'plan-ended': {
      const { result, slackMs } = event;
      if (!result.ok) return { ...figures, withdrawn: figures.withdrawn + 1 };
      const plans = { ...figures.plans, [result.source]: figures.plans[result.source] + 1 };
      const problem = result.source === 'fallback' ? result.reason : undefined;
      return { ...figures, plans, problem, lastSlackMs: slackMs, leastSlackMs: Math.min(slackMs, figures.leastSlackMs ?? Infinity) };
    }
    case 'cache-looked-up':
      return { ...figures, cacheLookups: figures.cacheLookups + 1, cacheHits: figures.cacheHits + (answered.has(event.verdict) ? 1 : 0) };
    case 'attempt-started':
      return { ...figures, modelCalls: figures.modelCalls + 1 };
    case 'queue-entered':
      return { ...figures, longestQueue: Math.max(figures.longestQueue, event.position + 1) };
    default:
      return figures;
  }
}
