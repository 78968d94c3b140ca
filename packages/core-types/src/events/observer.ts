import { thrownText } from '../errors/thrown-text.ts';
import { catchRejection } from './catch-rejection.ts';
import { frozenEvent } from './frozen-event.ts';
import type { ObserverFailed, PlanEvent } from './plan-event.ts';

/** Takes one event. Must not wait and must not throw. */
export type Report = (event: PlanEvent) => void;

/** Somebody who looks on: telemetry, a recorder, a debug view. */
export interface Observer {
  /** Called synchronously, in the order of events. What it throws is contained and reported to the others. */
  observe(event: PlanEvent): void;
}

/**
 * Several observers as one {@link Report}; `undefined` when there are none, so that looking costs nothing when nobody
 * looks. An observer that throws, or returns a promise that rejects, disturbs neither the planner nor its neighbours:
 * the others get an `observer-failed` event, after the one it failed on. Events are frozen before anybody sees them, so
 * that nobody can change what others see, or the outcome. Later changes to the array have no effect.
 *
 * @example
 * ```ts
 * import { combineObservers } from '@planweave/core-types';
 *
 * const seen: string[] = [];
 * const report = combineObservers([
 *   { observe() { throw new Error('full disk'); } },
 *   { observe: (event) => { seen.push(event.type); } },
 * ]);
 * report?.({ type: 'plan-started', requestId: 'a', at: 0, budgetMs: 250 });
 * seen; //=> ['plan-started', 'observer-failed']
 * combineObservers([]); //=> undefined
 * ```
 */
export function combineObservers(observers: readonly Observer[]): Report | undefined {
  if (observers.length === 0) return undefined;
  const all = [...observers];
  return (given) => {
    const event = frozenEvent(given);
    let failures: (() => void)[] | undefined;
    let isDelivered = false;
    for (const [index, observer] of all.entries()) {
      notify(observer, event, (problem) => {
        const tell = () => reportFailure(all, index, event, problem);
        if (isDelivered) tell();
        else (failures ??= []).push(tell);
      });
    }
    isDelivered = true;
    failures?.forEach((tell) => tell());
  };
}

function notify(observer: Observer, event: PlanEvent, onFailure: (problem: unknown) => void): void {
  try {
    catchRejection(observer.observe(event), onFailure);
  } catch (error) {
    onFailure(error);
  }
}

function reportFailure(observers: readonly Observer[], failed: number, event: PlanEvent, problem: unknown): void {
  const failure: ObserverFailed = Object.freeze({
    type: 'observer-failed',
    requestId: event.requestId,
    at: event.at,
    observer: failed,
    during: event.type,
    problem: thrownText(problem),
  });
  for (const [index, observer] of observers.entries()) {
    // whoever fails on the news of a failure is left alone, or two broken observers would report each other for ever
    if (index !== failed) notify(observer, failure, () => {});
  }
}
