import { systemClock, type Clock } from '@planweave/core-types';
import { pauseUntil } from '../engine/pause.ts';
import { inProcessFetch, type FetchFunction, type FetchReply, type FetchRequest } from '../http/in-process-fetch.ts';
import { NothingScriptedError } from '../models/nothing-scripted-error.ts';
import { bytesInCassette, cassetteBytes, type Cassette, type CassetteExchange } from './cassette.ts';

/** How a cassette is played. */
export interface ReplayingFetchOptions {
  /** Measures the times. @default systemClock */
  readonly clock?: Clock;
  /** `recorded` takes as long as it took, `instant` takes no time; the pieces are the same. @default 'instant' */
  readonly pace?: 'recorded' | 'instant';
}

/** A cassette being played. */
export interface ReplayingFetch {
  readonly fetch: FetchFunction;
  /** How many recorded exchanges nobody has asked for yet. */
  readonly remaining: number;
}

/**
 * Plays a cassette back: a request with the same method, path and body as a recorded one gets its reply, in the same
 * pieces. Equal requests get their replies in the order in which they were recorded, each once.
 *
 * The fetch rejects with `NothingScriptedError` for a request that was not recorded, or not so often.
 *
 * @example
 * ```ts
 * import { parseCassette, replayingFetch } from '@planweave/testing';
 *
 * const cassette = parseCassette(`{"format":"planweave-cassette","version":1,"exchanges":[{
 *   "request":{"method":"GET","path":"/","headers":{},"body":{"text":""}},
 *   "response":{"afterMs":1,"status":200,"headers":{},"chunks":[{"afterMs":1,"text":"Ollama "},{"afterMs":2,"text":"is running"}]},
 *   "end":{"afterMs":2,"kind":"complete"}}]}`);
 * const replay = replayingFetch(cassette);
 * await (await replay.fetch('http://127.0.0.1:11434/')).text(); //=> 'Ollama is running'
 * replay.remaining; //=> 0
 * ```
 */
export function replayingFetch(cassette: Cassette, { clock = systemClock, pace = 'instant' }: ReplayingFetchOptions = {}): ReplayingFetch {
  const left = new Map<string, CassetteExchange[]>();
  for (const exchange of cassette.exchanges) {
    const { method, path, body } = exchange.request;
    const key = keyOf(method, path, bytesInCassette(body));
    left.set(key, [...(left.get(key) ?? []), exchange]);
  }
  const play = inProcessFetch((request, reply, gone) => {
    const exchange = takeFrom(left, request);
    if (exchange === undefined) throw nothingRecorded(cassette, request);
    const startedAt = clock.now();
    const until = (afterMs: number) => pauseUntil(clock, pace === 'recorded' ? startedAt + afterMs : startedAt, gone);
    // whoever leaves wants to hear nothing more
    playBack(exchange, reply, until).catch(() => {});
  });
  return {
    fetch: play,
    get remaining() {
      return [...left.values()].reduce((sum, exchanges) => sum + exchanges.length, 0);
    },
  };
}

async function playBack({ response, end }: CassetteExchange, reply: FetchReply, until: (afterMs: number) => Promise<void>): Promise<void> {
  if (response !== undefined) {
    await until(response.afterMs);
    reply.head(response.status, response.headers);
    for (const chunk of response.chunks) {
      await until(chunk.afterMs);
      reply.write(bytesInCassette(chunk));
    }
  }
  await until(end.afterMs);
  if (end.kind === 'complete') reply.end();
  else if (end.kind === 'failed') reply.fail(end.code, end.message);
  // after `left` there is silence: nobody knows what would have come
}

function takeFrom(left: Map<string, CassetteExchange[]>, { method, url, body }: FetchRequest): CassetteExchange | undefined {
  return left.get(keyOf(method, url.pathname, body))?.shift();
}

function keyOf(method: string, path: string, body: Uint8Array): string {
  return JSON.stringify([method, path, cassetteBytes(body)]);
}

function nothingRecorded({ exchanges }: Cassette, { method, url }: FetchRequest): NothingScriptedError {
  const alike = exchanges.filter(({ request }) => request.method === method && request.path === url.pathname).length;
  return new NothingScriptedError({
    what: `The request ${method} ${url.pathname}`,
    had: `${exchanges.length} exchanges were recorded, ${alike} of them with this method and path`,
    advice: 'record it, or find out why its body differs',
  });
}
