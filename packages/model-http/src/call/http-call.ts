import type { PlanweaveError, ProtocolError, UnfinishedReplyError } from '@planweave/core-types';
import type { FailedReply } from '../failures/error-from-reply.ts';
import type { JsonObject } from '../reply/parse-json.ts';
import type { CallTarget } from './call-target.ts';
import type { Framer, FramerOutlet } from './eager-stream.ts';

/** One request of a call. */
export interface CallRequest {
  readonly url: string;
  /** @default 'POST' with a body, 'GET' without */
  readonly method?: string;
  /** JSON, unless `headers` say otherwise. @default none */
  readonly body?: string;
  /** Beside those of the connection, which come first. @default {} */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * One call to a server. Everything that waits ends at the call's deadline, at the connection's own limits, or when the
 * caller cancels, before the headers and while a body is read; the connection to the server is then closed.
 */
export interface HttpCall {
  /** Who is asked for what. */
  readonly target: CallTarget;
  /**
   * Sends a request and gives the response once it began with status 200. It is sent again when a kept-alive connection
   * turns out to be closed, once, and whenever `onRefused` answers a refusal with another request.
   *
   * @throws The `ModelError` that the answer, or the lack of one, means.
   */
  send(request: CallRequest, onRefused?: (refusal: FailedReply) => CallRequest | undefined): Promise<Response>;
  /**
   * The whole body of a response, as text.
   *
   * @throws `UnfinishedReplyError` when it breaks off, `ProtocolError` when it is too long or not UTF-8.
   */
  readText(response: Response): Promise<string>;
  /**
   * The items that a framer makes of a body, up to the one that completes the reply. The body is read as fast as the
   * server sends it, whatever the consumer does.
   *
   * @throws `UnfinishedReplyError` when it ends before it is complete, `ProtocolError` for too many bytes and for bytes
   * that are not UTF-8, and what the framer throws.
   */
  readItems<Item>(response: Response, createFramer: (outlet: FramerOutlet<Item>) => Framer): AsyncIterable<Item>;
  /**
   * Reads one JSON object of a reply that began with status 200.
   *
   * @throws `ProtocolError` for what is no JSON object, and the error it means for one that tells of a failure.
   */
  readObject(text: string): JsonObject;
  /** The error for a reply that does not follow the protocol: `'a list of models that is no list'`. */
  broken(problem: string, cause?: unknown): ProtocolError;
  /** The error for a reply without its end. */
  unfinished(cause?: unknown): UnfinishedReplyError;
  /** Throws why the call was stopped, if it was; for whoever hands out what was read before. */
  throwIfStopped(): void;
  /** What to throw for what was caught: the reason of a stop before everything else, and never a foreign error. */
  explain(thrown: unknown): PlanweaveError;
  /** Ends the call; it must be called, and may be called twice. The connection of an incomplete reply is closed. */
  close(): void;
}
