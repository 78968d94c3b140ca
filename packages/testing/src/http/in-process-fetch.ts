import { createReplyStream } from './reply-stream.ts';

/** A function that can stand in for the global `fetch`. */
export type FetchFunction = typeof globalThis.fetch;

/** A request as it was given to a fetch function. */
export interface FetchRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Where the answer to one request goes. */
export interface FetchReply {
  head(status: number, headers: Readonly<Record<string, string>>): void;
  write(bytes: Uint8Array): void;
  end(): void;
  /** The connection is lost: `fetch failed` before the head, `terminated` after it, with the code in the `cause`. */
  fail(code: string, message: string): void;
}

/** Answers a request through `reply`. `gone` aborts when the caller has left. */
export type FetchHandler = (request: FetchRequest, reply: FetchReply, gone: AbortSignal) => void;

/** Statuses of which a `Response` may have no body. */
const bodilessStatuses = new Set([101, 103, 204, 205, 304]);

/**
 * A `fetch` without a network: promises only, so that a manual clock decides about everything. It fails, and can be
 * cancelled, as Node's fetch does and can.
 */
export function inProcessFetch(handle: FetchHandler): FetchFunction {
  return async (input, init) => {
    const { signal, ...request } = await readRequest(input, init);
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const gone = new AbortController();
      const over = () => signal?.removeEventListener('abort', onAbort);
      const stream = createReplyStream(() => {
        over();
        gone.abort();
      });
      const onAbort = () => {
        over();
        gone.abort();
        stream.abort(signal?.reason);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const reply: FetchReply = {
        head(status, headers) {
          resolve(new Response(bodilessStatuses.has(status) ? null : stream.stream, { status, headers }));
        },
        write: (bytes) => stream.push(bytes),
        end() {
          over();
          stream.close();
        },
        fail(code, message) {
          over();
          stream.fail(lostConnection('terminated', code, message));
          // of no effect when the head is out
          reject(lostConnection('fetch failed', code, message));
        },
      };
      try {
        handle(request, reply, gone.signal);
      } catch (error) {
        over();
        reject(error);
      }
    });
  };
}

async function readRequest(input: Parameters<FetchFunction>[0], init: Parameters<FetchFunction>[1]): Promise<FetchRequest & { readonly signal: AbortSignal | undefined }> {
  const given = typeof input === 'string' || input instanceof URL ? undefined : input;
  const body = init?.body ?? given?.body ?? undefined;
  return {
    url: typeof input === 'string' ? new URL(input) : input instanceof URL ? input : new URL(input.url),
    method: (init?.method ?? given?.method ?? 'GET').toUpperCase(),
    headers: Object.fromEntries(new Headers(init?.headers ?? given?.headers)),
    signal: init?.signal ?? given?.signal,
    body: body === undefined ? new Uint8Array() : new Uint8Array(await new Response(body).arrayBuffer()),
  };
}

function lostConnection(what: 'fetch failed' | 'terminated', code: string, message: string): TypeError {
  return new TypeError(what, { cause: Object.assign(new Error(message), { code }) });
}
