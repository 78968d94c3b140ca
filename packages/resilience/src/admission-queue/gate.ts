import { CancelledError, RefusedError, TimedOutError, type CallContext, type Priority, type QueueLeft } from '@planweave/core-types';
import { ensureWanted, isAbandoned } from '../context/ensure-wanted.ts';
import { endOf, type CallEnd } from './call-end.ts';
import { createConcurrencyLimit, type ConcurrencyLimitSettings } from './concurrency-limit.ts';
import { createWaitingLine } from './waiting-line.ts';

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

/** A call that is running. */
export interface Place {
  readonly context: CallContext;
  readonly startedAt: number;
}

/** Lets calls to one target in, a few at a time. */
export interface Gate {
  /** A place at once or after a wait; every call that got one must leave it. */
  enter(context: CallContext): Place | Promise<Place>;
  /** The call is over. */
  leave(place: Place, how: CallEnd): void;
  status(): GateStatus;
}

interface Waiting {
  readonly priority: Priority;
  readonly agentId: string;
  readonly context: CallContext;
  admit(place: Place): void;
  fail(outcome: Exclude<QueueLeft['outcome'], 'admitted'>, error: Error): void;
}

const averaging = 0.2;
/** A call is begun only with this much more time than calls take: one that is cut off has used the model for nothing. */
const margin = 1.25;
/** How long what was learned of the time of calls is believed without news, or one slow start could shut everybody out for ever. */
const believedForMs = 10_000;

/** A gate that nobody has gone through yet. */
export function createGate(settings: GateSettings): Gate {
  const limit = createConcurrencyLimit(settings);
  const line = createWaitingLine<Waiting>();
  // an array, because a Set that is filled and emptied all the time is rebuilt all the time
  const places: Place[] = [];
  let typicalMs = 0;
  let learnedAt = -Infinity;

  const begin = (context: CallContext, startedAt: number): Place => {
    const place = { context, startedAt };
    places.push(place);
    return place;
  };
  const admitWaiting = (at: number) => {
    while (places.length < limit.current) {
      const next = line.take(line.length > settings.newestFirstFrom * settings.maxQueued);
      if (next === undefined) return;
      const { context } = next;
      // the place goes from hand to hand in one step, so that no newcomer can slip in between
      if (context.deadline.at - at >= typicalMs * margin) next.admit(begin(context, at));
      else next.fail('shed', refuse(context, 'time', 'Too little time was left when the turn of the call came'));
    }
  };
  const learn = ({ startedAt }: Place, endedAt: number, how: 'done' | 'stopped') => {
    const durationMs = endedAt - startedAt;
    const isNews = typicalMs === 0 || startedAt - learnedAt > believedForMs;
    // a call that was stopped would have taken longer; it never makes calls look quicker than they are
    if (how === 'stopped') typicalMs = Math.max(typicalMs, typicalMs + (durationMs - typicalMs) * (typicalMs === 0 ? 1 : averaging));
    else typicalMs = isNews ? durationMs : typicalMs + (durationMs - typicalMs) * averaging;
    learnedAt = endedAt;
  };
  const end = (place: Place, at: number, how: CallEnd) => {
    const wasFull = places.length >= limit.current;
    const index = places.indexOf(place);
    if (index < 0) return;
    places.splice(index, 1);
    if (how === 'done') limit.succeed(place.startedAt, at, wasFull);
    else if (how === 'stopped') limit.stop(place.startedAt, at);
    else if (how === 'overloaded') limit.overload(place.startedAt, at);
    if (how === 'done' || how === 'stopped') learn(place, at, how);
    if (line.length > 0) admitWaiting(at);
  };
  /** Frees the places of operations that go on although nobody waits for them. */
  const freeAbandoned = (at: number) => {
    for (const place of places.slice()) if (isAbandoned(place.context)) end(place, at, abandonedEnd(place.context));
  };
  const expectedMs = (priority: Priority, at: number) => {
    if (places.length === 0 && at - learnedAt > believedForMs) return 0;
    const rounds = Math.floor((line.ahead(priority) + (places.length < limit.current ? 0 : 1)) / limit.current);
    return typicalMs * (rounds + margin);
  };

  return {
    enter(context) {
      const { deadline, priority, clock } = context;
      const at = clock.now();
      ensureWanted(context, at);
      if (places.length >= limit.current) freeAbandoned(at);
      const neededMs = expectedMs(priority, at);
      const remainingMs = deadline.at - at;
      if (neededMs > remainingMs) throw refuse(context, 'time', `The call would take about ${Math.ceil(neededMs)} ms with the wait, but ${Math.floor(remainingMs)} ms are left`);
      if (places.length < limit.current && line.length === 0) return begin(context, at);
      if (line.length >= settings.maxQueued) {
        const given = line.shed(priority);
        if (given === undefined) throw refuse(context, 'queue', full(settings.maxQueued));
        given.fail('shed', refuse(given.context, 'queue', full(settings.maxQueued)));
      }
      return wait(context, at).then((place) => {
        // the caller may have left in the moment between being let in and hearing of it
        if (isAbandoned(context)) end(place, clock.now(), 'unknown');
        ensureWanted(context);
        return place;
      });
    },
    leave(place, how) {
      end(place, place.context.clock.now(), how);
    },
    status: () => ({ limit: limit.current, running: places.length, queued: line.length, typicalMs }),
  };

  function wait(context: CallContext, enteredAt: number): Promise<Place> {
    const { signal, deadline, clock, report, requestId, priority } = context;
    const allowedMs = deadline.at - enteredAt;
    const position = line.ahead(priority);
    return new Promise((resolve, reject) => {
      const leaveLine = (outcome: QueueLeft['outcome']) => {
        cancelTimer();
        signal.removeEventListener('abort', onAbort);
        line.remove(waiting);
        report?.({ type: 'queue-left', requestId, at: clock.now(), waitedMs: clock.now() - enteredAt, outcome });
      };
      const waiting: Waiting = {
        priority,
        agentId: context.agentId ?? '',
        context,
        admit(place) {
          leaveLine('admitted');
          resolve(place);
        },
        fail(outcome, error) {
          leaveLine(outcome);
          reject(error);
        },
      };
      line.add(waiting);
      report?.({ type: 'queue-entered', requestId, at: enteredAt, position });
      const onAbort = () => waiting.fail('cancelled', new CancelledError('queue', signal.reason));
      const onDeadline = () => waiting.fail('timed-out', new TimedOutError({ what: 'The wait for a place', kind: 'deadline', allowedMs, phase: 'queue' }));
      const cancelTimer = allowedMs === Infinity ? () => {} : clock.schedule(onDeadline, allowedMs);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}

function abandonedEnd({ signal }: CallContext): CallEnd {
  return signal.aborted ? endOf(signal.reason) : 'stopped';
}

function full(maxQueued: number): string {
  return `${maxQueued} calls wait already, and none is less important than this one`;
}

function refuse({ report, requestId, clock }: CallContext, by: 'queue' | 'time', message: string): RefusedError {
  report?.({ type: 'call-refused', requestId, at: clock.now(), by });
  return new RefusedError(by, message);
}
