import { CancelledError, RefusedError, TimedOutError, type CallContext, type Deadline, type Priority, type QueueLeft } from '@planweave/core-types';
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

/** How a call ended: well, stopped for lack of time, refused by a server that has too much, or in a way that says nothing. */
export type CallEnd = 'done' | 'stopped' | 'overloaded' | 'unknown';

/** Lets calls to one target in, a few at a time. */
export interface Gate {
  /** Resolves when the call may run; every such call must leave. */
  enter(context: CallContext): Promise<void>;
  /** The call is over. */
  leave(startedAt: number, endedAt: number, how: CallEnd): void;
  status(): GateStatus;
}

interface Waiting {
  readonly priority: Priority;
  readonly agentId: string;
  readonly deadline: Deadline;
  end(outcome: QueueLeft['outcome'], error?: Error): void;
}

const averaging = 0.2;
/** A call is begun only with this much more time than calls take: one that is cut off has used the model for nothing. */
const margin = 1.25;

/** A gate that nobody has gone through yet. */
export function createGate(settings: GateSettings): Gate {
  const limit = createConcurrencyLimit(settings);
  const line = createWaitingLine<Waiting>();
  let running = 0;
  let typicalMs = 0;

  const admitWaiting = () => {
    while (running < limit.current) {
      const next = line.take(line.length > settings.newestFirstFrom * settings.maxQueued);
      if (next === undefined) return;
      if (next.deadline.remainingMs() < typicalMs * margin) {
        next.end('shed');
        continue;
      }
      // the place goes from hand to hand in one step, so that no newcomer can slip in between
      running += 1;
      next.end('admitted');
    }
  };
  const expectedMs = (priority: Priority) => {
    const rounds = Math.floor((line.ahead(priority) + (running < limit.current ? 0 : 1)) / limit.current);
    return typicalMs * (rounds + margin);
  };

  return {
    enter(context) {
      const { signal, deadline, priority } = context;
      if (signal.aborted) return Promise.reject(new CancelledError('queue', signal.reason));
      const neededMs = expectedMs(priority);
      if (neededMs > deadline.remainingMs()) {
        return Promise.reject(refuse(context, 'time', `The call would take about ${Math.ceil(neededMs)} ms with the wait, but ${Math.floor(deadline.remainingMs())} ms are left`));
      }
      if (running < limit.current && line.length === 0) {
        running += 1;
        return Promise.resolve();
      }
      if (line.length >= settings.maxQueued) {
        const given = line.shed(priority);
        if (given === undefined) return Promise.reject(refuse(context, 'queue', full(settings.maxQueued)));
        given.end('shed', refuse(context, 'queue', full(settings.maxQueued)));
      }
      return wait(context);
    },
    leave(startedAt, endedAt, how) {
      const wasFull = running >= limit.current;
      running -= 1;
      if (how === 'done') {
        typicalMs = typicalMs === 0 ? endedAt - startedAt : typicalMs + (endedAt - startedAt - typicalMs) * averaging;
        limit.succeed(startedAt, endedAt, wasFull);
      } else if (how !== 'unknown') {
        limit[how === 'stopped' ? 'stop' : 'overload'](startedAt, endedAt);
      }
      admitWaiting();
    },
    status: () => ({ limit: limit.current, running, queued: line.length, typicalMs }),
  };

  function wait(context: CallContext): Promise<void> {
    const { signal, deadline, clock, report, requestId, priority } = context;
    const enteredAt = clock.now();
    const allowedMs = deadline.remainingMs();
    report?.({ type: 'queue-entered', requestId, at: enteredAt, position: line.ahead(priority) });
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        priority,
        agentId: context.agentId ?? '',
        deadline,
        end(outcome, error) {
          cancelTimer();
          signal.removeEventListener('abort', onAbort);
          line.remove(waiting);
          report?.({ type: 'queue-left', requestId, at: clock.now(), waitedMs: clock.now() - enteredAt, outcome });
          if (outcome === 'admitted') resolve();
          else reject(error ?? refuse(context, 'time', 'Too little time was left when the turn of the call came'));
        },
      };
      const onAbort = () => waiting.end('cancelled', new CancelledError('queue', signal.reason));
      const onDeadline = () => waiting.end('timed-out', new TimedOutError({ what: 'The wait for a place', kind: 'deadline', allowedMs, phase: 'queue' }));
      const cancelTimer = allowedMs === Infinity ? () => {} : clock.schedule(onDeadline, allowedMs);
      signal.addEventListener('abort', onAbort, { once: true });
      line.add(waiting);
    });
  }
}

function full(maxQueued: number): string {
  return `${maxQueued} calls wait already, and none is less important than this one`;
}

function refuse({ report, requestId, clock }: CallContext, by: 'queue' | 'time', message: string): RefusedError {
  report?.({ type: 'call-refused', requestId, at: clock.now(), by });
  return new RefusedError(by, message);
}
