import type { Observer, PlanEvent } from '@planweave/core-types';

/** An observer that keeps what it saw. */
export interface RecordingObserver extends Observer {
  /** Everything that was seen, in order. */
  readonly events: readonly PlanEvent[];
  /** The types alone, in order: the quickest way to state what happened. */
  readonly types: readonly PlanEvent['type'][];
  /** The events of one type, with its own fields. */
  of<Type extends PlanEvent['type']>(type: Type): readonly Extract<PlanEvent, { readonly type: Type }>[];
  /** Forgets everything. */
  clear(): void;
}

/**
 * An observer for tests: give it to a planner, then ask what happened.
 *
 * @example
 * ```ts
 * import { recordingObserver } from '@planweave/testing';
 *
 * const observer = recordingObserver();
 * observer.observe({ type: 'plan-started', requestId: 'a', at: 0, budgetMs: 250 });
 * observer.types; //=> ['plan-started']
 * observer.of('plan-started')[0]?.budgetMs; //=> 250
 * ```
 */
export function recordingObserver(): RecordingObserver {
  const events: PlanEvent[] = [];
  return {
    events,
    get types() {
      return events.map((event) => event.type);
    },
    of<Type extends PlanEvent['type']>(type: Type) {
      return events.filter((event): event is Extract<PlanEvent, { readonly type: Type }> => event.type === type);
    },
    observe(event) {
      events.push(event);
    },
    clear() {
      events.length = 0;
    },
  };
}
