import { checkCount, type Observer, type PlanEvent } from '@planweave/core-types';
import { withoutMessages } from '../messages/without-messages.ts';
import { explainFlight } from './explain-flight.ts';
import { readFlight, type Flight, type FlightRecord } from './flight-record.ts';

/** Options of {@link createFlightRecorder}. */
export interface FlightRecorderOptions {
  /** How many plans are remembered, above 0; beyond that the oldest is forgotten. @default 256 */
  readonly maxPlans?: number;
  /** How many events of one plan are kept besides its end, above 0; later ones are only counted. @default 64 */
  readonly maxEventsPerPlan?: number;
  /** True to keep what error messages say; they may quote servers, games and replies. @default false */
  readonly includeMessages?: boolean;
}

/** Remembers how the latest plans came about. */
export interface FlightRecorder extends Observer {
  /**
   * How a plan came about, one plain sentence a line: tiers tried, what the cache said, waits, attempts and what stopped
   * them, tokens, and what was left of the budget each time. A plan of a batch is told with the calls that it shared.
   * `undefined` for a plan that is not remembered.
   *
   * @param planId - The `requestId` of the outcome, or the id of the plan in it; the latest of that id is told.
   */
  explain(planId: string): string | undefined;
  /** The same as data. */
  record(planId: string): FlightRecord | undefined;
  /** Everything that is remembered, oldest first. */
  records(): readonly FlightRecord[];
  /** Forgets everything. */
  clear(): void;
}

/**
 * A flight recorder: keeps the events of the latest plans and tells them in plain sentences when somebody asks. Use one for
 * each planner, because the ids of requests are the planner's own. It holds no prompts, replies or worlds; only with
 * `includeMessages` does it hold what is quoted of them in errors.
 *
 * @throws `InvalidOptionError` for counts below 1.
 *
 * @example
 * ```ts
 * import { createFlightRecorder } from '@planweave/telemetry';
 *
 * const recorder = createFlightRecorder({ maxPlans: 100 });
 * recorder.observe({ type: 'plan-started', requestId: 'plan-1', at: 0, budgetMs: 250 });
 * recorder.observe({ type: 'cache-looked-up', requestId: 'plan-1', at: 1, verdict: 'hit', durationMs: 1 });
 * recorder.observe({ type: 'plan-ended', requestId: 'plan-1', at: 1, durationMs: 1, slackMs: 249, result: { ok: true, source: 'cache', tier: 'full', steps: 3, attempts: 0 } });
 * recorder.explain('plan-1')?.split('\n')[0]; //=> 'plan-1 got 3 steps from the cache in 1 ms; 249 ms of 250 ms were left.'
 * ```
 */
export function createFlightRecorder(options: FlightRecorderOptions = {}): FlightRecorder {
  const maxPlans = checkCount('createFlightRecorder', 'maxPlans', options.maxPlans ?? 256);
  const maxEvents = checkCount('createFlightRecorder', 'maxEventsPerPlan', options.maxEventsPerPlan ?? 64);
  const { includeMessages = false } = options;
  /** In the order of their start, which is the order in which they are forgotten. */
  const flights = new Map<string, Flight>();
  let latest: Flight | undefined;
  /** The requests of each batch. */
  const batches = new Map<string, Set<string>>();

  const find = (planId: string): Flight | undefined => flights.get(planId) ?? [...flights.values()].findLast(({ end }) => end?.result.ok === true && end.result.planId === planId);
  const join = (batchId: string, requestId: string) => {
    const requests = batches.get(batchId) ?? new Set();
    if (requests.size === 0 && batches.size >= maxPlans) batches.delete(batches.keys().next().value!);
    batches.set(batchId, requests.add(requestId));
  };
  const add = (flight: Flight, event: PlanEvent) => {
    if (event.type === 'plan-ended') flight.end = event;
    else if (flight.events.length < maxEvents) flight.events.push(event);
    else flight.missed += 1;
  };
  return Object.freeze({
    observe(given: PlanEvent) {
      const event = includeMessages ? given : withoutMessages(given);
      if (event.type === 'plan-started') {
        flights.delete(event.requestId);
        if (flights.size >= maxPlans) flights.delete(flights.keys().next().value!);
        latest = { start: event, events: [], missed: 0, end: undefined };
        flights.set(event.requestId, latest);
        return;
      }
      const flight = latest?.start.requestId === event.requestId ? latest : flights.get(event.requestId);
      if (flight !== undefined) {
        add(flight, event);
        if (event.type === 'batch-joined') join(event.batchId, event.requestId);
        return;
      }
      for (const requestId of batches.get(event.requestId) ?? []) {
        const member = flights.get(requestId);
        if (member !== undefined) add(member, event);
      }
    },
    explain(planId: string) {
      const flight = find(planId);
      return flight && explainFlight(readFlight(flight));
    },
    record(planId: string) {
      const flight = find(planId);
      return flight && readFlight(flight);
    },
    records: () => [...flights.values()].map(readFlight),
    clear() {
      flights.clear();
      batches.clear();
      latest = undefined;
    },
  });
}
