import type { Fault } from '../faults/fault.ts';

/** How far a request got: `queue` for a model or a slot, `load`, `prompt` (reading it), `stream` (writing), `done`. */
export type RequestStage = 'received' | 'queue' | 'load' | 'prompt' | 'stream' | 'done';

/** A request as the fake server saw it. The object is kept up to date until the request is over. */
export interface RecordedRequest {
  /** 1 for the first. */
  readonly number: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly the bytes that were sent. */
  readonly rawBody: Uint8Array;
  /** The same as JSON; `undefined` when it is none. */
  readonly body: unknown;
  /** The model it names, as it names it. */
  readonly model: string | undefined;
  /** Which connection it came on: equal numbers, same connection. */
  readonly socketId: number;
  /** When it was complete, in milliseconds of the server's clock. */
  readonly receivedAt: number;
  /** How many requests were in work, this one included, when it came. */
  readonly inFlight: number;
  readonly stage: RequestStage;
  /** The status that was sent; `undefined` before the headers. */
  readonly status: number | undefined;
  /** When the headers were sent. */
  readonly answeredAt: number | undefined;
  readonly endedAt: number | undefined;
  /** `cut`: the server ended the connection. */
  readonly outcome: 'open' | 'completed' | 'disconnected' | 'cut';
  /** When the client went away, and what was being done for it then. */
  readonly disconnected: { readonly at: number; readonly stage: RequestStage } | undefined;
  /** The length of the prompt in the server's tokens, once a slot has read it. */
  readonly promptTokens: number | undefined;
  /** How many of them the slot already had in memory from the request before. */
  readonly commonPrefixTokens: number | undefined;
  /** Which slot of the model worked on it, 0 for the first. */
  readonly slot: number | undefined;
  /** What was made to go wrong. */
  readonly faults: readonly Fault['kind'][];
}
