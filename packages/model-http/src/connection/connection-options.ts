import type { HttpFetch } from './http-fetch.ts';

/** How a server is talked to; the options that all adapters over HTTP have. */
export interface ConnectionOptions {
  /** Sent as a bearer token. Never shown anywhere. @default none */
  readonly apiKey?: string;
  /**
   * More headers for every request. Their values are treated as secrets. Headers of the connection itself, such as
   * `connection` and `content-length`, are refused. @default {}
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Makes the requests. With your own, its limits apply: Node's plain `fetch` gives up when no reply begins within 300
   * seconds, which is why it is not the default.
   *
   * @default Node's fetch with connections of its own and without limits of its own
   */
  readonly fetch?: HttpFetch;
  /** The longest wait for a connection, in milliseconds; `Infinity` for none. For the default `fetch` only. @default 5000 */
  readonly connectTimeoutMs?: number;
  /**
   * The longest wait for the first byte of a reply, in milliseconds, which takes in queueing, loading the model and
   * reading the prompt; `Infinity` for none. The deadline of the call counts as well. @default 600000
   */
  readonly firstTokenMs?: number;
  /** The longest wait between two pieces of a reply, in milliseconds; `Infinity` for none. @default 60000 */
  readonly idleMs?: number;
  /** The most bytes of one reply, above 0; a longer one is refused. @default 8388608 */
  readonly maxReplyBytes?: number;
}
