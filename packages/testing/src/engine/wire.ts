import type { FaultOf } from '../faults/fault.ts';

/** The reason with which a front aborts requests when the server, not the client, ends them. */
export const serverStopped = Symbol('the server stopped');

/** A request as a front received it. */
export interface Incoming {
  readonly method: string;
  /** With or without a query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly socketId: number;
}

/** Where an answer goes: a socket, or the caller of a fetch function. */
export interface Wire {
  head(status: number, headers: Readonly<Record<string, string>>): void;
  /** One write; waits until it has gone out. */
  write(bytes: Uint8Array): Promise<void> | void;
  end(): void;
  /** Ends the connection instead of the answer. */
  cut(how: 'reset' | 'close'): void;
  /** Closes the connection some time after this answer. */
  hangUp(how: FaultOf<'hang-up'>): void;
}
