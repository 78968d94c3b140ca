import type { IllegalStep, PlanDomain, PlanSource, PlanStep } from '@planweave/core-types';
import { contained } from '../request/contained.ts';
import type { PlanRequest } from '../request/plan-request.ts';
import type { PlannedFor } from './planned-for.ts';

/** The plan that an agent carries out. */
export interface Course {
  readonly planId: string;
  readonly source: PlanSource;
  readonly steps: readonly PlanStep[];
  /** Gives nothing for heuristics, which are for the moment only. */
  readonly plannedFor: PlannedFor;
  /** Which step is under way, or next. */
  readonly index: number;
  readonly isUnderWay: boolean;
}

/** What of some steps is possible today. */
export interface Possible {
  /** How many, counted from the first; a step after an illegal one was planned for a world that does not come about. */
  readonly steps: number;
  /** Why it is not more. */
  readonly problem: string;
  /** True when waiting alone makes the next step legal. */
  readonly isRecoverable: boolean;
}

const unchecked: IllegalStep = { isLegal: false, code: 'unchecked', problem: 'the domain could not check it', isRecoverable: false };

/** Looks at steps in today's world. A domain that throws, or leaves a step out, has not called it legal. */
export function possibleToday<World>(domain: PlanDomain<World>, request: PlanRequest<World>, steps: readonly PlanStep[]): Possible {
  const verdicts = contained(request.context, `check of the domain "${domain.name}"`, 'check', () => domain.check(request.world, steps)) ?? [];
  for (const index of steps.keys()) {
    const verdict = verdicts[index];
    if (verdict?.isLegal === true) continue;
    const { problem, isRecoverable } = verdict ?? unchecked;
    return { steps: index, problem, isRecoverable };
  }
  return { steps: steps.length, problem: '', isRecoverable: false };
}
