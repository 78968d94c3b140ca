import type { Agent } from 'undici';
import type { HttpFetch } from './http-fetch.ts';

/** A `fetch` with connections of its own. */
export interface OwnFetch {
  readonly fetch: HttpFetch;
  /** Closes the connections, at once; calls under way fail. May be called again, and calls after it open new ones. */
  close(): Promise<void>;
}

/**
 * Node's `fetch` without its own limits of 300 seconds for the reply's headers and between its pieces: a model server
 * sends nothing at all while it loads a model and reads a prompt, so these would end a slow call long before its deadline.
 * How long to wait is decided by the call's own watch alone. Idle connections do not keep a process alive.
 *
 * undici is loaded with the first call, because loading it costs more than all the rest of the package.
 */
export function ownFetch(connectMs: number): OwnFetch {
  let agent: Promise<Agent> | undefined;
  const makeAgent = async () => {
    const undici = await import('undici');
    return new undici.Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: connectMs === Infinity ? noTimeout : connectMs } });
  };
  return {
    async fetch(url, request) {
      agent ??= makeAgent().catch((thrown: unknown) => {
        // the next call may find it
        agent = undefined;
        throw thrown;
      });
      const dispatcher: unknown = await agent;
      // `dispatcher` is undici's addition to `RequestInit`
      return globalThis.fetch(url, { ...request, dispatcher } as RequestInit);
    },
    async close() {
      const closing = agent;
      agent = undefined;
      await (await closing)?.destroy();
    },
  };
}

/** What undici takes for "wait for ever". */
const noTimeout = 0;
