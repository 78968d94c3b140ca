import type { CanonicalWorld } from '@planweave/core-types';
import type { Course } from './course.ts';
import { staleness, type FactWeight } from './staleness.ts';

/** Why a new plan is wanted whatever the world looks like, in words; `undefined` when none is. */
export function reasonToPlanNow({ source, steps, index }: Course): string | undefined {
  if (source === 'fallback') return 'the heuristics act';
  return index === steps.length - 1 ? 'the last step is under way' : undefined;
}

/** Why the world of today calls for a new plan, in words; `undefined` when it does not, or when nobody knows. */
export function reasonToReplan(
  { steps, index, plannedFor }: Course,
  today: CanonicalWorld | undefined,
  options: { readonly staleAfterRatio: number; readonly factWeight: FactWeight | undefined },
): string | undefined {
  const planned = plannedFor();
  if (planned === undefined || today === undefined) return undefined;
  const ratio = staleness(planned, today, steps.slice(index), options.factWeight);
  return ratio > options.staleAfterRatio ? `${Math.round(ratio * 100)} % of what the plan relies on has changed` : undefined;
}
