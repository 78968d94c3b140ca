import type { Observer, RefusedBy } from '@planweave/core-types';

/** Knows which policy refused a call, which the outcome of a plan does not say. */
export interface Refusals extends Observer {
  /** Who refused the last call of a request; forgotten when it was told. */
  take(requestId: string): RefusedBy | undefined;
}

/** Watches the events of a planner; whoever reads an outcome must also `take`. */
export function createRefusals(): Refusals {
  const refusedBy = new Map<string, RefusedBy>();
  return {
    observe(event) {
      if (event.type === 'call-refused') refusedBy.set(event.requestId, event.by);
      else if (event.type === 'tier-chosen' && !event.entered) refusedBy.set(event.requestId, 'time');
    },
    take(requestId) {
      const by = refusedBy.get(requestId);
      refusedBy.delete(requestId);
      return by;
    },
  };
}
