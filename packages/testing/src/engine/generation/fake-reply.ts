import type { Clock } from '@planweave/core-types';

/** One message of a chat, as it was sent. */
export interface FakeMessage {
  readonly role: string;
  readonly content: string;
}

/** A request for text, whichever API it came through, in the words of the native one. */
export interface FakeRequest {
  readonly path: string;
  /** As it was asked for. */
  readonly model: string;
  /** Empty for `/api/generate`. */
  readonly messages: readonly FakeMessage[];
  /** The prompt of `/api/generate`; empty for a chat. */
  readonly prompt: string;
  /** `'json'`, a JSON Schema, or `undefined`. */
  readonly format: unknown;
  readonly options: Readonly<Record<string, unknown>>;
  readonly stream: boolean;
  readonly think: boolean;
  /** The whole body as it was sent. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A call of a tool, as Ollama reports it. */
export interface FakeToolCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** A reply with more to it than its text. */
export interface FakeReply {
  readonly text: string;
  /** Sent apart, and only when the request lets the model think. */
  readonly thinking?: string;
  /** The streamed pieces, instead of the server's own tokens; together they should be the text. */
  readonly pieces?: readonly string[];
  /** Text that comes with the final line only, after {@link text}. */
  readonly finalText?: string;
  readonly toolCalls?: readonly FakeToolCall[];
}

/** What a {@link ReplyWriter} may need besides the request. */
export interface ReplyContext {
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Which request for text it is, 1 for the first. */
  readonly number: number;
}

/**
 * Writes what the model answers. It is called when the prompt has been read, so in the order in which requests get their
 * turn. An error that it throws becomes a 500 with its message.
 */
export type ReplyWriter = (request: FakeRequest, context: ReplyContext) => string | FakeReply | Promise<string | FakeReply>;
