import type { PastPlan, PlanResult } from '@planweave/prompt-builder';
import type { Course } from './course.ts';

/** What an agent remembers of the plans that it followed. */
export interface PastPlans {
  /** A course is over. Heuristics are nothing to remember. */
  note(course: Course, outcome: PlanResult, why?: string): void;
  /** The plans, oldest first; a copy. */
  read(): readonly PastPlan[];
}

/** Remembers the last few plans; none at all with 0. */
export function createPastPlans(most: number): PastPlans {
  const plans: PastPlan[] = [];
  return {
    note({ source, steps }, outcome, why) {
      if (most === 0 || source === 'fallback') return;
      plans.push({ steps, outcome, ...(why !== undefined && { note: why }) });
      if (plans.length > most) plans.shift();
    },
    read: () => [...plans],
  };
}
