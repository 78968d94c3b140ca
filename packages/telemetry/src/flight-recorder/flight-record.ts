import { deepFreeze, type PlanEnded, type PlanEvent, type PlanStarted } from '@planweave/core-types';
import { CauseTrace, type PlanCause } from '../causes/plan-cause.ts';
import { hopSentence } from './hop-sentence.ts';

/** What is kept of one plan: its events as they came. */
export interface Flight {
  readonly start: PlanStarted;
  readonly events: PlanEvent[];
  /** Events that came when there was no more room. */
  missed: number;
  end: PlanEnded | undefined;
}

/** One thing that happened on the way to a plan. */
export interface FlightHop {
  readonly event: PlanEvent;
  /** Since the start of the plan, in milliseconds. */
  readonly afterMs: number;
  /** What was left of the budget then, in milliseconds; negative when it was used up. */
  readonly budgetLeftMs: number;
  /** The same in words. */
  readonly sentence: string;
}

/** How one plan came about. Frozen. */
export interface FlightRecord {
  readonly requestId: string;
  readonly agentId?: string;
  readonly budgetMs: number;
  readonly hops: readonly FlightHop[];
  /** How many things happened that there was no room for. */
  readonly missed: number;
  /** Absent while the plan is being made. */
  readonly durationMs?: number;
  readonly result?: PlanEnded['result'];
  /** Why the plan is not the best that was hoped for, or why there is none. */
  readonly cause?: PlanCause;
}

/** The record of a flight. */
export function readFlight({ start, events, missed, end }: Flight): FlightRecord {
  const trace = new CauseTrace();
  for (const event of events) trace.note(event);
  const cause = end && trace.causeOf(end.result);
  const hops = events.map((event) => ({ event, afterMs: event.at - start.at, budgetLeftMs: start.budgetMs - (event.at - start.at), sentence: hopSentence(event) }));
  return deepFreeze({
    requestId: start.requestId,
    ...(start.agentId !== undefined && { agentId: start.agentId }),
    budgetMs: start.budgetMs,
    hops,
    missed,
    ...(end && { durationMs: end.durationMs, result: end.result }),
    ...(cause && { cause }),
  });
}
