import type { Sampling } from '@planweave/core-types';
import type { HttpFetch } from '../call/http-fetch.ts';
import type { DialectName, FormMode } from './dialect.ts';

/** Options of `openAiCompatible`. */
export interface OpenAiOptions {
  /** The model's name as the server lists it. */
  readonly model: string;
  /** Which server it is. @default 'openai' */
  readonly dialect?: DialectName;
  /**
   * The server's address, with or without `/v1` at the end.
   *
   * @default where such a server is by default; `'https://api.openai.com/v1'` for `'openai'`
   */
  readonly baseUrl?: string;
  /** Sent as a bearer token. Never shown anywhere. @default none */
  readonly apiKey?: string;
  /** More headers for every request. Their values are treated as secrets. @default {} */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Makes the requests. With your own, its limits apply: Node's plain `fetch` gives up when no reply begins within 300
   * seconds, which is why it is not the default.
   *
   * @default Node's fetch with connections of its own and without limits of its own
   */
  readonly fetch?: HttpFetch;
  /** The longest wait for a connection, in milliseconds; for the default `fetch` only. @default 5000 */
  readonly connectTimeoutMs?: number;
  /** The longest wait for the first byte of a reply, in milliseconds; `Infinity` for none. @default 600000 */
  readonly firstTokenMs?: number;
  /** The longest wait between two pieces of a reply, in milliseconds; `Infinity` for none. @default 60000 */
  readonly idleMs?: number;
  /** The most bytes of one reply, above 0; a longer one is refused. @default 8388608 */
  readonly maxReplyBytes?: number;
  /**
   * How tokens are drawn when a call does not say. All of it is sent with every call, because the servers' own defaults
   * differ; `topK` only to servers that know it.
   *
   * @default { temperature: 0.1, topP: 0.9, topK: 40, seed: 0, maxTokens: 512 }
   */
  readonly sampling?: Sampling;
  /** Whether a reasoning model thinks first when a call does not say. @default false */
  readonly think?: boolean;
  /** How a reply that follows a schema is asked for. What the server refuses is replaced once and for all. @default 'json_schema' */
  readonly form?: FormMode;
  /**
   * What happens to a reply that reached its token limit. `'return'`: it is a reply with `finishReason: 'length'`, of
   * which whole steps may still be used. `'throw'`: it is an `OutputTruncatedError`.
   *
   * @default 'return'
   */
  readonly truncatedReply?: 'return' | 'throw';
}
