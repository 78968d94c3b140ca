/**
 * The part of `fetch` that an adapter uses. `globalThis.fetch` is one; a fake server, a recorder or a proxy can be
 * another.
 */
export type HttpFetch = (url: string, init: HttpRequest) => Promise<Response>;

/** What is given to an {@link HttpFetch}. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborted when nobody wants the reply any more; the connection must then be closed. */
  readonly signal: AbortSignal;
  /** Redirects are not followed: a server that moved is reported, and keys go nowhere else. */
  readonly redirect: 'manual';
}
