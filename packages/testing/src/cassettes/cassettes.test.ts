import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import type { Fault } from '../faults/fault.ts';
import { NothingScriptedError } from '../models/nothing-scripted-error.ts';
import { chatOf, linesOf } from '../ollama/ask.ts';
import { createFakeOllama } from '../ollama/create-fake-ollama.ts';
import { bytesInCassette, cassetteBytes } from './cassette.ts';
import { cassetteText, parseCassette } from './parse-cassette.ts';
import { recordingFetch } from './recording-fetch.ts';
import { replayingFetch } from './replaying-fetch.ts';

const url = 'http://user-7.example:11434/api/chat?api_key=sk-query';
const post = (fetch: typeof globalThis.fetch, body: unknown = chatOf('Hi'), init: RequestInit = {}) =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { authorization: 'Bearer sk-header', 'content-type': 'application/json', 'x-run': '7' }, ...init });

/** A fake that speaks slowly, with a recorder around it. */
function setting(faults: readonly Fault[] = []) {
  const clock = manualClock();
  const fake = createFakeOllama({ clock, reply: () => 'é🙂 ok', speed: { loadMs: 100, decodeTokensPerSecond: 10 }, faults: faults.map((fault) => ({ fault })) });
  return { clock, fake, recording: recordingFetch({ fetch: fake.fetch, clock }) };
}

/** The pieces of a body, each with the time at which it came, and how it ended. */
async function piecesOf(response: Response, now: () => number): Promise<readonly unknown[]> {
  const pieces: unknown[] = [];
  try {
    for await (const piece of response.body ?? []) pieces.push([now(), Buffer.from(piece).toString('base64')]);
    pieces.push([now(), 'complete']);
  } catch (error) {
    pieces.push([now(), (error as Error).message, ((error as Error).cause as { code?: string }).code]);
  }
  return pieces;
}

describe('a cassette', () => {
  it.each([
    ['a stream', []],
    ['a stream in single bytes', [{ kind: 'rechunk', how: 'bytes' }]],
    ['a stream that is reset', [{ kind: 'cut', afterChunks: 1 }]],
    ['an error page', [{ kind: 'proxy', how: 'bad-gateway' }]],
    ['a reply without a body', [{ kind: 'status', status: 204 }]],
  ] as [string, Fault[]][])('replays %s in the same pieces at the same times', async (_, faults) => {
    const { clock, recording } = setting(faults);
    const recorded = await clock.runUntil(post(recording.fetch).then((response) => piecesOf(response, () => clock.now())));
    const again = manualClock();
    const replay = replayingFetch(parseCassette(cassetteText(recording.cassette())), { clock: again, pace: 'recorded' });
    expect(await again.runUntil(post(replay.fetch).then((response) => piecesOf(response, () => again.now())))).toEqual(recorded);
    expect(replay.remaining).toBe(0);
  });

  it('replays at once unless the recorded pace is asked for', async () => {
    const { clock, recording } = setting();
    const lines = await clock.runUntil(post(recording.fetch).then(linesOf));
    const still = manualClock();
    const replay = replayingFetch(recording.cassette(), { clock: still });
    expect(await post(replay.fetch).then(linesOf)).toEqual(lines);
    expect([still.now(), still.pending]).toEqual([0, 0]);
  });

  it('replays a connection that failed before the headers', async () => {
    const { clock, recording } = setting([{ kind: 'drop', how: 'reset' }]);
    await expect(clock.runUntil(post(recording.fetch))).rejects.toThrow('fetch failed');
    await expect(post(replayingFetch(recording.cassette()).fetch)).rejects.toMatchObject({ name: 'TypeError', message: 'fetch failed', cause: { code: 'ECONNRESET' } });
  });

  it('notes who left, and falls silent there', async () => {
    const { clock, fake, recording } = setting();
    const caller = new AbortController();
    const response = await clock.runUntil(post(recording.fetch, chatOf('Hi'), { signal: caller.signal }));
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await clock.settle();
    const early = post(recording.fetch, chatOf('other'), { signal: caller.signal });
    await clock.settle();
    caller.abort();
    await expect(early).rejects.toThrow('aborted');
    expect(recording.cassette().exchanges.map(({ end }) => end.kind)).toEqual(['left', 'left']);
    expect(fake.requests.map(({ outcome }) => outcome)).toEqual(['disconnected', 'disconnected']);
    const replay = replayingFetch(recording.cassette());
    const again = new AbortController();
    const silent = post(replay.fetch, chatOf('other'), { signal: again.signal });
    await clock.settle();
    again.abort();
    await expect(silent).rejects.toThrow('aborted');
  });

  it('gives equal requests their replies in order, each once', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, reply: (_, { number }) => `reply ${number}` });
    const recording = recordingFetch({ fetch: fake.fetch, clock });
    const ask = (fetch: typeof globalThis.fetch, content: string) => post(fetch, chatOf(content)).then(linesOf).then((lines) => lines.map((line) => line.message?.content).join(''));
    for (const content of ['a', 'b', 'a']) await ask(recording.fetch, content);
    const replay = replayingFetch(recording.cassette());
    expect([await ask(replay.fetch, 'a'), await ask(replay.fetch, 'a'), await ask(replay.fetch, 'b')]).toEqual(['reply 1', 'reply 3', 'reply 2']);
    const caller = new AbortController();
    await expect(post(replay.fetch, chatOf('a'), { signal: caller.signal })).rejects.toBeInstanceOf(NothingScriptedError);
    await expect(post(replay.fetch, chatOf('c'))).rejects.toThrow('The request POST /api/chat found no reply (3 exchanges were recorded, 3 of them with this method and path)');
  });

  it('holds no keys: hosts, queries and all but a few headers are left out', async () => {
    const { clock, recording } = setting();
    await clock.runUntil(post(recording.fetch).then(linesOf));
    const text = cassetteText(recording.cassette());
    expect(text).not.toMatch(/sk-|user-7|x-run/);
    expect(recording.cassette().exchanges[0]?.request).toMatchObject({ path: '/api/chat', headers: { 'content-type': 'application/json' } });
    expect(() => recordingFetch({ keepHeaders: ['X-Api-Key'] })).toThrow('keepHeaders');
    expect(() => recordingFetch({ keepHeaders: ['Authorization'] })).toThrow('keepHeaders');
  });

  it.each([
    ['getaddrinfo ENOTFOUND gpu-box', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'getaddrinfo ENOTFOUND'],
    ['Connect Timeout Error (attempted address: gpu-box:11434)', { code: 'UND_ERR_CONNECT_TIMEOUT' }, 'UND_ERR_CONNECT_TIMEOUT'],
    ['bad port', {}, 'bad port'],
  ])('of a failure "%s" it keeps no host', async (said, details, message) => {
    const cause = Object.assign(new Error(said), details);
    const recording = recordingFetch({ fetch: () => Promise.reject(new TypeError('fetch failed', { cause })) });
    await expect(recording.fetch('http://gpu-box:11434/api/tags')).rejects.toThrow('fetch failed');
    expect(recording.cassette().exchanges[0]?.end).toMatchObject({ kind: 'failed', message });
    expect(cassetteText(recording.cassette())).not.toContain('gpu-box');
  });

  it('records a Request object and a body that is a stream, which still reach the server', async () => {
    const { clock, fake, recording } = setting();
    const body = JSON.stringify(chatOf('Hi', { stream: false }));
    await clock.runUntil(recording.fetch(new Request(url, { method: 'POST', body })).then((response) => response.text()));
    const stream = new Blob([body]).stream();
    await clock.runUntil(recording.fetch(url, { method: 'POST', body: stream, duplex: 'half' }).then((response) => response.text()));
    expect(recording.cassette().exchanges.map(({ request }) => request.body)).toEqual([{ text: body }, { text: body }]);
    expect(fake.requests.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('keeps any bytes as they are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...bytesInCassette(cassetteBytes(bytes))]).toEqual([...bytes]);
      }),
    );
    expect(cassetteBytes(Uint8Array.of(0xc3))).toEqual({ base64: 'ww==' });
    expect(cassetteBytes(new TextEncoder().encode('\ufeff🙂'))).toEqual({ text: '\ufeff🙂' });
  });
});

describe('parseCassette', () => {
  const exchange = { request: { method: 'GET', path: '/', headers: {}, body: { text: '' } }, end: { afterMs: 0, kind: 'complete' } };
  const read = (change: object) => () => parseCassette(JSON.stringify({ format: 'planweave-cassette', version: 1, exchanges: [{ ...exchange, ...change }] }));

  it.each([
    ['not JSON', () => parseCassette('{'), 'JSON at $'],
    ['another format', () => parseCassette('{"format":"har"}'), '"planweave-cassette" at $.format'],
    ['another version', () => parseCassette('{"format":"planweave-cassette","version":2}'), '1 at $.version'],
    ['no exchanges', () => parseCassette('{"format":"planweave-cassette","version":1}'), 'a list at $.exchanges'],
    ['no body', read({ request: { ...exchange.request, body: {} } }), 'bytes as "text" or "base64" at $.exchanges[0].request.body'],
    ['a header that is no text', read({ request: { ...exchange.request, headers: { accept: 1 } } }), 'a text at $.exchanges[0].request.headers.accept'],
    ['an impossible status', read({ response: { afterMs: 0, status: 42, headers: {}, chunks: [] } }), 'a status from 200 to 599 at $.exchanges[0].response.status'],
    ['time going backwards', read({ response: { afterMs: -1, status: 200, headers: {}, chunks: [] } }), 'milliseconds of at least 0 at $.exchanges[0].response.afterMs'],
    ['a chunk without bytes', read({ response: { afterMs: 0, status: 200, headers: {}, chunks: [{ afterMs: 0 }] } }), 'at $.exchanges[0].response.chunks[0]'],
    ['an unknown end', read({ end: { afterMs: 0, kind: 'exploded' } }), 'complete, left or failed at $.exchanges[0].end.kind'],
  ] as const)('refuses %s and says where', (_, parse, message) => {
    expect(parse).toThrow(message);
  });

  it('accepts what was written', () => {
    expect(read({})().exchanges).toEqual([exchange]);
  });
});
