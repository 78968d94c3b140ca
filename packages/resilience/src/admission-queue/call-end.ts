import { OutOfMemoryError, ServerBusyError, TimedOutError } from '@planweave/core-types';

/** How a call ended: well, stopped for lack of time, refused by a server that has too much, or in a way that says nothing. */
export type CallEnd = 'done' | 'stopped' | 'overloaded' | 'unknown';

/** How a call ended that failed with this error, or was aborted for this reason. */
export function endOf(error: unknown): CallEnd {
  if (TimedOutError.isInstance(error)) return 'stopped';
  return ServerBusyError.isInstance(error) || OutOfMemoryError.isInstance(error) ? 'overloaded' : 'unknown';
}
