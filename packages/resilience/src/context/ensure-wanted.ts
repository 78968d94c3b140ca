import { CancelledError, TimedOutError, type CallContext, type Operation } from '@planweave/core-types';

/**
 * Throws when a call must not be started any more: its caller has left, or its deadline is over.
 *
 * @param at - What the clock says. Looking at it is the dearest part of a quick call, so that whoever knows hands it in.
 */
export function ensureWanted({ signal, deadline, clock }: CallContext, at?: number): void {
  if (signal.aborted) throw new CancelledError('queue', signal.reason);
  if (deadline.at !== Infinity && (at ?? clock.now()) >= deadline.at) throw new TimedOutError({ what: 'The call', kind: 'deadline', allowedMs: 0, phase: 'queue' });
}

/** The operation, unless it is unwanted by the time it is started: whoever hears of a call may stop it. */
export function whileWanted<Result>(operation: Operation<Result>, at?: number): Operation<Result> {
  return (context) => {
    ensureWanted(context, at);
    return operation(context);
  };
}

/** Whether nobody waits any more for a call that was let through: whatever it held is free for others. */
export function isAbandoned({ signal, deadline }: CallContext): boolean {
  return signal.aborted || deadline.isOver();
}
