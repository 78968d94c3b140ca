import { CancelledError, RefusedError, type CallContext, type Operation, type Priority, type QueueLeft, type RefusedBy } from '@planweave/core-types';
import { ensureWanted, isAbandoned, whileWanted } from '../context/ensure-wanted.ts';
import { start } from '../context/start.ts';
import { watchCaller } from '../context/watch-caller.ts';
import { endOf, type CallEnd } from './call-end.ts';
import { createCallTimes } from './call-times.ts';
import { createConcurrencyLimit, type ConcurrencyLimitSettings } from './concurrency-limit.ts';
import { checkPriority, createWaitingLine } from './waiting-line.ts';

/** What one gate goes by. */
export interface GateSettings extends ConcurrencyLimitSettings {
  readonly maxQueued: number;
  readonly newestFirstFrom: number;
}

/** How one gate stands. */
export interface GateStatus {
  /** How many calls may run at once, as learned so far. */
  readonly limit: number;
  readonly running: number;
  readonly queued: number;
  /** How long a call takes, in milliseconds, by a moving average; 0 before the first. */
  readonly typicalMs: number;
}

/** Lets calls to one target in, a few at a time. */
export interface Gate {
  /** Starts the operation now or when its turn comes. */
  run<Result>(operation: Operation<Result>, context: CallContext): Promise<Result>;
  status(): GateStatus;
}

/** A call that is running. */
interface Place {
  readonly context: CallContext;
  readonly startedAt: number;
}

interface Waiting {
  readonly priority: Priority;
  readonly agentId: string;
  readonly context: CallContext;
  admit(at: number): void;
  refuse(by: RefusedBy, message: string): void;
}

/** A call is begun only with this much more time than calls take: one that is cut off has used the model for nothing. */
const margin = 1.25;

/** A gate that nobody has gone through yet. */
export function createGate(settings: GateSettings): Gate {
  const limit = createConcurrencyLimit(settings);
  const times = createCallTimes();
  const line = createWaitingLine<Waiting>();
  // an array, because a Set that is filled and emptied all the time is rebuilt all the time
  const places: Place[] = [];

  const takePlace = (context: CallContext, startedAt: number): Place => {
    const place = { context, startedAt };
    places.push(place);
    return place;
  };
  const runIn = <Result>(place: Place, operation: Operation<Result>): Promise<Result> => {
    const { context } = place;
    return start(operation, context).then(
      (result) => {
        leave(place, context.clock.now(), 'done');
        return result;
      },
      (error: unknown) => {
        leave(place, context.clock.now(), endOf(context.signal.aborted ? context.signal.reason : error));
        throw error;
      },
    );
  };
  const leave = (place: Place, at: number, how: CallEnd) => {
    const wasFull = places.length >= limit.current;
    const index = places.indexOf(place);
    if (index < 0) return;
    // the order says nothing, and a splice makes an array of what it takes out
    places[index] = places.at(-1)!;
    places.pop();
    const { startedAt } = place;
    if (how === 'done') {
      limit.succeed(startedAt, at, wasFull);
      times.finished(startedAt, at);
    } else if (how === 'stopped') {
      limit.stop(startedAt, at);
      times.stopped(startedAt, at);
    } else if (how === 'overloaded') {
      limit.overload(startedAt, at);
    }
    if (line.length > 0) admitWaiting(at);
  };
  const admitWaiting = (at: number) => {
    while (places.length < limit.current) {
      const next = line.take(line.length > settings.newestFirstFrom * settings.maxQueued);
      if (next === undefined) return;
      if (next.context.deadline.at - at >= times.typicalMs * margin) next.admit(at);
      else next.refuse('time', 'Too little time was left when the turn of the call came');
    }
  };
  /** Frees the places of operations that go on although nobody waits for them. */
  const freeAbandoned = (at: number) => {
    for (const place of places.slice()) if (isAbandoned(place.context)) leave(place, at, abandonedEnd(place.context));
  };
  const expectedMs = (priority: Priority, at: number) => {
    if (places.length === 0 && times.isOld(at)) return 0;
    const rounds = Math.floor((line.ahead(priority) + (places.length < limit.current ? 0 : 1)) / limit.current);
    return times.typicalMs * (rounds + margin);
  };
  const wait = <Result>(operation: Operation<Result>, context: CallContext, priority: Priority, enteredAt: number): Promise<Result> => {
    const { clock, report, requestId, agentId = '' } = context;
    const position = line.ahead(priority);
    // whoever listens may make a call of its own, so that everything else is done before anything is told
    const tellLeft = (outcome: QueueLeft['outcome']) => report?.({ type: 'queue-left', requestId, at: clock.now(), waitedMs: clock.now() - enteredAt, outcome });
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        priority,
        agentId,
        context,
        // the place is taken in the same step, so that no newcomer can slip in between
        admit(at) {
          stopWatching();
          const place = takePlace(context, at);
          tellLeft('admitted');
          resolve(runIn(place, whileWanted(operation, at)));
        },
        refuse(by, message) {
          stopWatching();
          reject(refuse(context, by, message));
          tellLeft('shed');
        },
      };
      line.add(waiting);
      const stopWatching = watchCaller(context, 'The wait for a place', enteredAt, (error) => {
        line.remove(waiting);
        reject(error);
        tellLeft(CancelledError.isInstance(error) ? 'cancelled' : 'timed-out');
      });
      report?.({ type: 'queue-entered', requestId, at: enteredAt, position });
    });
  };

  return {
    run(operation, context) {
      const { deadline, clock } = context;
      const priority = checkPriority(context.priority);
      const at = clock.now();
      ensureWanted(context, at);
      if (places.length >= limit.current) freeAbandoned(at);
      const neededMs = expectedMs(priority, at);
      const remainingMs = deadline.at - at;
      if (neededMs > remainingMs) throw refuse(context, 'time', `The call would take about ${Math.ceil(neededMs)} ms with the wait, but ${Math.floor(remainingMs)} ms are left`);
      if (places.length < limit.current && line.length === 0) return runIn(takePlace(context, at), operation);
      const isFull = line.length >= settings.maxQueued;
      const given = isFull ? line.shed(priority) : undefined;
      if (isFull && given === undefined) throw refuse(context, 'queue', full(settings.maxQueued));
      const outcome = wait(operation, context, priority, at);
      given?.refuse('queue', full(settings.maxQueued));
      return outcome;
    },
    status: () => ({ limit: limit.current, running: places.length, queued: line.length, typicalMs: times.typicalMs }),
  };
}

function abandonedEnd({ signal }: CallContext): CallEnd {
  return signal.aborted ? endOf(signal.reason) : 'stopped';
}

function full(maxQueued: number): string {
  return `${maxQueued} calls wait already, and none is less important than this one`;
}

function refuse({ report, requestId, clock }: CallContext, by: RefusedBy, message: string): RefusedError {
  report?.({ type: 'call-refused', requestId, at: clock.now(), by });
  return new RefusedError(by, message);
}
