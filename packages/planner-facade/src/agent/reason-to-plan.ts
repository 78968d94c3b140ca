import type { CanonicalWorld } from '@planweave/core-types';
import type { Course } from './course.ts';
import { staleness, type FactWeight } from './staleness.ts';

/** Why a new plan is wanted while this one is followed, in words; `undefined` when none is. */
export function reasonToPlan(
  { source, steps, index, plannedFor }: Course,
  today: CanonicalWorld | undefined,
  options: { readonly staleAfterRatio: number; readonly factWeight: FactWeight | undefined },
): string | undefined {
  if (source === 'fallback') return 'the heuristics act';
  if (index === steps.length - 1) return 'the last step is under way';
  if (plannedFor === undefined || today === undefined) return undefined;
  const ratio = staleness(plannedFor, today, steps.slice(index), options.factWeight);
  return ratio > options.staleAfterRatio ? `${Math.round(ratio * 100)} % of what the plan relies on has changed` : undefined;
}
