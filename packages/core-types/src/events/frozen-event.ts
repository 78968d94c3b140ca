import type { PlanEvent } from './plan-event.ts';

/**
 * The event itself, frozen with all that is in it, because outcomes are made from the same objects. Only the few events
 * that hold objects are looked into: the others are on the way of every plan.
 */
export function frozenEvent(event: PlanEvent): PlanEvent {
  switch (event.type) {
    case 'plan-ended': {
      const { result } = event;
      Object.freeze(result.ok ? result.reason : result.error);
      Object.freeze(result);
      break;
    }
    case 'attempt-ended':
      Object.freeze(event.error);
      Object.freeze(event.usage);
      Object.freeze(event.timings);
      break;
    case 'prompt-built':
      Object.freeze(event.dropped);
      break;
    case 'plan-checked':
      Object.freeze(event.codes);
      break;
    case 'plug-in-failed':
      Object.freeze(event.error);
      break;
    default:
  }
  return Object.freeze(event);
}
