import { systemClock, type Clock } from '@planweave/core-types';
import type { FetchFunction } from '../http/in-process-fetch.ts';
import { cassetteBytes, type Cassette, type CassetteExchange } from './cassette.ts';
import { keptHeaders } from './kept-headers.ts';

/** What a recording needs. */
export interface RecordingFetchOptions {
  /** Does the requests. @default the global fetch */
  readonly fetch?: FetchFunction;
  /** Measures the times. @default systemClock */
  readonly clock?: Clock;
  /** Headers to keep besides `accept`, `content-type` and `retry-after`; never ones that carry secrets. @default [] */
  readonly keepHeaders?: readonly string[];
}

/** A fetch that is being recorded. */
export interface RecordingFetch {
  readonly fetch: FetchFunction;
  /** What was recorded so far, as frozen data; requests that are still open are left out. */
  cassette(): Cassette;
}

type Draft = { -readonly [Key in keyof CassetteExchange]?: CassetteExchange[Key] };

/**
 * Puts a recorder around a fetch: requests, replies, the boundaries and times of their pieces, and how they ended. Hosts,
 * queries, and all headers but a few are not recorded, so that a cassette holds no keys; prompts and replies it holds.
 *
 * @throws `InvalidOptionError` when a header that may carry a secret is to be kept.
 *
 * @example
 * ```ts
 * import { createFakeOllama, recordingFetch, replayingFetch } from '@planweave/testing';
 *
 * const fake = createFakeOllama();
 * const recording = recordingFetch({ fetch: fake.fetch });
 * await (await recording.fetch(`${fake.url}/api/version`)).text();
 * const replay = replayingFetch(recording.cassette());
 * await (await replay.fetch('http://anywhere/api/version')).json(); //=> { version: '0.33.0' }
 * ```
 */
export function recordingFetch(options: RecordingFetchOptions = {}): RecordingFetch {
  const { fetch: original = globalThis.fetch, clock = systemClock } = options;
  const keep = keptHeaders('recordingFetch', options.keepHeaders ?? []);
  const drafts: Draft[] = [];

  const fetch: FetchFunction = async (input, init) => {
    const draft: Draft = {};
    drafts.push(draft);
    const startedAt = clock.now();
    const elapsed = () => clock.now() - startedAt;
    // the copy is read here, the original by the server
    const request = new Request(input instanceof Request ? input.clone() : input, withoutSignal(init));
    const body = new Uint8Array(await request.arrayBuffer());
    draft.request = { method: request.method, path: new URL(request.url).pathname, headers: keep(request.headers), body: cassetteBytes(body) };
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const endWith = (error: unknown) => {
      draft.end = signal?.aborted === true ? { afterMs: elapsed(), kind: 'left' } : { afterMs: elapsed(), kind: 'failed', ...problemOf(error) };
    };
    let response: Response;
    try {
      response = await original(input, bodyAgain(init, body));
    } catch (error) {
      endWith(error);
      throw error;
    }
    const chunks: (NonNullable<CassetteExchange['response']>['chunks'][number])[] = [];
    draft.response = { afterMs: elapsed(), status: response.status, headers: keep(response.headers), chunks };
    const complete = () => {
      draft.end = { afterMs: elapsed(), kind: 'complete' };
    };
    if (response.body === null) {
      complete();
      return response;
    }
    const recorded = observed(response.body, {
      chunk: (bytes) => chunks.push({ afterMs: elapsed(), ...cassetteBytes(bytes) }),
      complete,
      fail: endWith,
      leave: () => {
        draft.end = { afterMs: elapsed(), kind: 'left' };
      },
    });
    return new Response(recorded, { status: response.status, statusText: response.statusText, headers: response.headers });
  };

  return {
    fetch,
    cassette: () => structuredClone({ format: 'planweave-cassette', version: 1, exchanges: drafts.filter(isEnded) }),
  };
}

function isEnded(draft: Draft): draft is CassetteExchange {
  return draft.request !== undefined && draft.end !== undefined;
}

/** A body that was a stream is used up by now; what was read of it goes on. */
function bodyAgain(init: Parameters<FetchFunction>[1], body: Uint8Array): Parameters<FetchFunction>[1] {
  return init?.body instanceof ReadableStream ? { ...init, body: Uint8Array.from(body) } : init;
}

function withoutSignal(init: Parameters<FetchFunction>[1]): RequestInit {
  const { method, headers, body } = init ?? {};
  return {
    ...(method === undefined ? {} : { method }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined || body === null ? {} : { body, duplex: 'half' }),
  };
}

/** A stream that tells what passes through it. */
function observed(
  body: ReadableStream<Uint8Array>,
  see: { chunk(bytes: Uint8Array): void; complete(): void; fail(error: unknown): void; leave(): void },
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (value !== undefined) {
            see.chunk(value);
            controller.enqueue(value);
          }
          if (done) {
            see.complete();
            controller.close();
          }
        } catch (error) {
          see.fail(error);
          controller.error(error);
        }
      },
      async cancel(reason) {
        see.leave();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** What failed, by its code where it has one: messages name hosts. */
function problemOf(error: unknown): { readonly code: string; readonly message: string } {
  const cause = error instanceof Error ? error.cause : undefined;
  const { code, syscall, message } = (cause instanceof Error ? cause : error) as { readonly code?: unknown; readonly syscall?: unknown; readonly message?: unknown };
  if (typeof code !== 'string') return { code: 'UNKNOWN', message: String(message) };
  return { code, message: typeof syscall === 'string' ? `${syscall} ${code}` : code };
}
