import { asPlanweaveError, type Clock, type Plan, type PlanSource, type PlanStep, type Priority, type Random } from '@planweave/core-types';
import { backOffMs } from '@planweave/resilience';
import type { PastPlan } from '@planweave/prompt-builder';
import type { PlanOutcome } from '../outcome/plan-outcome.ts';
import type { AgentPlanner } from './agent.ts';
import type { AgentLog } from './agent-log.ts';
import type { PlannedFor } from './planned-for.ts';

/** What is to be planned for. */
export interface PlanningOrder {
  readonly world: unknown;
  readonly plannedFor: PlannedFor;
  /** The step that is under way meanwhile. */
  readonly during: PlanStep | undefined;
  /** Why, for the log. */
  readonly because: string;
}

/** A plan that nobody follows yet, and what it was made for. */
export interface ReadyPlan extends Pick<PlanningOrder, 'plannedFor' | 'during'> {
  /** The request that made it. */
  readonly requestId: string;
  readonly plan: Plan;
  readonly source: PlanSource;
}

/** Makes plans while an agent acts: at most one at a time, and at most one that waits. */
export interface BackgroundPlanning {
  /** True when a plan may be asked for: none is in the making, none waits, and no pause after a failure is running. */
  readonly isIdle: boolean;
  /** When a model last made a plan, in the clock's milliseconds; at first, when this was made. */
  readonly plannedAt: number;
  /** How long the model took for that plan. */
  readonly lastModelMs: number | undefined;
  start(order: PlanningOrder): void;
  /** The plan that waits, which then waits no more. */
  take(): ReadyPlan | undefined;
  /** A plan was of no use although it was made: the next one is asked for after a pause. */
  fail(problem: string): void;
  /** A plan was of use: the next failure is the first one again. */
  succeed(): void;
  /** Cancels what is in flight and plans no more. */
  stop(): void;
}

/** What {@link createBackgroundPlanning} works with. */
export interface BackgroundPlanningOptions {
  readonly agentId: string;
  readonly planner: AgentPlanner;
  readonly request: { readonly budgetMs: number; readonly priority: Priority };
  /** What came of the plans before. */
  readonly history: () => readonly PastPlan[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: AgentLog;
}

/** Pauses after failures: 1 s, doubling to 30 s. They never end for good, so no agent is left to the heuristics for ever. */
const pauses = Object.freeze({ attempts: Infinity, initialDelayMs: 1_000, factor: 2, maxDelayMs: 30_000, jitterRatio: 0.25 });

/** Plans for one agent. */
export function createBackgroundPlanning(options: BackgroundPlanningOptions): BackgroundPlanning {
  const { agentId, planner, clock, random, log } = options;
  let flight: AbortController | undefined;
  let ready: ReadyPlan | undefined;
  let failures = 0;
  let idleFrom = -Infinity;
  let isStopped = false;
  let plannedAt = clock.now();
  let lastModelMs: number | undefined;

  const fail = (problem: string) => {
    failures += 1;
    const pauseMs = backOffMs(pauses, failures, random);
    idleFrom = clock.now() + pauseMs;
    log.note('planning-failed', `${problem} The next plan is asked for in ${Math.round(pauseMs)} ms.`);
  };
  const land = ({ requestId, plan, source, reason, timings }: PlanOutcome, { plannedFor, during }: PlanningOrder) => {
    if (source === 'llm') {
      plannedAt = clock.now();
      lastModelMs = timings.modelMs;
    }
    // the agent's own heuristics look at today's world when it matters; a plan of theirs that is seconds old is of no use
    if (!Array.isArray(plan?.steps) || plan.steps.length === 0) fail('The planner gave no plan.');
    else if (source === 'fallback') fail(reason?.sentence ?? 'The model gave no plan.');
    else ready = { requestId, plan, source, plannedFor, during };
  };
  const fly = async (order: PlanningOrder, mine: AbortController) => {
    try {
      // now, because games may change the world that they showed
      order.plannedFor();
      const outcome = await planner.plan(order.world, { ...options.request, agentId, signal: mine.signal, history: options.history() });
      if (flight === mine) land(outcome, order);
    } catch (thrown) {
      if (flight === mine) fail(`${asPlanweaveError(thrown, 'The planner', 'domain').message}.`);
    } finally {
      if (flight === mine) flight = undefined;
    }
  };

  return {
    get isIdle() {
      return !isStopped && flight === undefined && ready === undefined && clock.now() >= idleFrom;
    },
    get plannedAt() {
      return plannedAt;
    },
    get lastModelMs() {
      return lastModelMs;
    },
    start(order) {
      flight = new AbortController();
      log.note('asked', `A plan is asked for: ${order.because}.`);
      void fly(order, flight);
    },
    take() {
      const taken = ready;
      ready = undefined;
      return taken;
    },
    fail,
    succeed() {
      failures = 0;
    },
    stop() {
      isStopped = true;
      ready = undefined;
      const stopping = flight;
      flight = undefined;
      stopping?.abort();
    },
  };
}
