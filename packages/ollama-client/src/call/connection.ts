import type { BaseUrl } from '../options/base-url.ts';
import type { HttpFetch } from './http-fetch.ts';

/** Everything that the calls to one server share. */
export interface Connection {
  readonly base: BaseUrl;
  /** Sent with every request, the key among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hides what must never be seen in an error, whoever says it. */
  readonly hide: (text: string) => string;
  readonly fetch: HttpFetch;
  readonly firstTokenMs: number;
  readonly idleMs: number;
  readonly maxReplyBytes: number;
}
