import { channel } from 'node:diagnostics_channel';
import type { Observer, PlanEvent } from '@planweave/core-types';

/**
 * Publishes every event on a channel of Node's `diagnostics_channel`, for tools that are not handed the planner. It costs
 * next to nothing while nobody subscribes. Node turns what a subscriber throws into an uncaught exception of the process,
 * not of the plan.
 *
 * @param name - The channel's name. @default 'planweave'
 *
 * @example
 * ```ts
 * import { subscribe } from 'node:diagnostics_channel';
 * import { diagnosticsChannelObserver } from '@planweave/telemetry';
 *
 * const seen: unknown[] = [];
 * subscribe('planweave', (event) => seen.push(event));
 * diagnosticsChannelObserver().observe({ type: 'plan-started', requestId: 'a', at: 0, budgetMs: 250 });
 * seen; //=> [{ type: 'plan-started', requestId: 'a', at: 0, budgetMs: 250 }]
 * ```
 */
export function diagnosticsChannelObserver(name = 'planweave'): Observer {
  const events = channel(name);
  return Object.freeze({
    observe(event: PlanEvent) {
      if (events.hasSubscribers) events.publish(event);
    },
  });
}
