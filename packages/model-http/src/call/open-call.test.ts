import { once } from 'node:events';
import {
  BadRequestError,
  CancelledError,
  createCallContext,
  ModelNotFoundError,
  ModelServerError,
  PlugInError,
  ProtocolError,
  ServerUnreachableError,
  TimedOutError,
  UnfinishedReplyError,
} from '@planweave/core-types';
import { manualClock } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { answering, body, failureOf, origin, target } from '../fixture/parrot.ts';
import { makeCall } from './make-call.ts';
import { openCall } from './open-call.ts';
import type { Framer, FramerOutlet } from './eager-stream.ts';

const url = `${origin}/say`;
const open = (answers: Parameters<typeof answering>[0], options: Parameters<typeof answering>[1] = {}, budgetMs = Infinity) => {
  const clock = manualClock();
  const caller = new AbortController();
  const { connection, requests } = answering(answers, options);
  return { clock, caller, requests, call: openCall(connection, 'polly', createCallContext({ clock, signal: caller.signal, budgetMs })) };
};
const closedEarly = () => Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }) }));
const hang = () => new Promise<Response>(() => {});

const words = (outlet: FramerOutlet<string>): Framer => ({
  push(text) {
    for (const word of text.split(' ').filter((part) => part !== '')) {
      outlet.emit(word);
      if (word === 'end') outlet.complete();
    }
  },
  end() {},
});
const read = async (items: AsyncIterable<string>) => {
  const seen: string[] = [];
  for await (const item of items) seen.push(item);
  return seen;
};

describe('openCall', () => {
  it('sends JSON with POST when there is a body, and GET without', async () => {
    const { call, requests } = open([() => new Response(), () => new Response(), () => new Response()], { headers: { 'X-Own': 'own' } });
    await call.send({ url });
    await call.send({ url, body: '{}', headers: { 'X-Own': 'theirs', Accept: 'text/plain' } });
    await call.send({ url, method: 'DELETE', body: 'x', headers: { 'Content-Type': 'text/plain' } });
    expect(requests.map(({ method, headers, body: sent, redirect }) => ({ method, headers, sent, redirect }))).toEqual([
      { method: 'GET', headers: { 'x-own': 'own' }, sent: undefined, redirect: 'manual' },
      { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/plain', 'x-own': 'own' }, sent: '{}', redirect: 'manual' },
      { method: 'DELETE', headers: { 'content-type': 'text/plain', 'x-own': 'own' }, sent: 'x', redirect: 'manual' },
    ]);
  });

  it('sends again when the connection turns out to be closed, once and not twice', async () => {
    const lucky = open([closedEarly, () => new Response('x')]);
    expect(await lucky.call.readText(await lucky.call.send({ url }))).toBe('x');
    const unlucky = open([closedEarly, closedEarly]);
    expect(await failureOf(unlucky.call.send({ url }))).toBeInstanceOf(ServerUnreachableError);
    expect(unlucky.requests).toHaveLength(2);
  });

  it('does not send again for somebody who has left', async () => {
    const left = open([
      () => {
        left.caller.abort();
        return closedEarly();
      },
    ]);
    expect(await failureOf(left.call.send({ url }))).toBeInstanceOf(CancelledError);
    expect(left.requests).toHaveLength(1);
  });

  it('throws what a status means, with what the server asks for', async () => {
    const { call } = open([() => new Response('{"error":"no such word"}', { status: 400, headers: { 'retry-after': '2' } })]);
    const error = await failureOf(call.send({ url }));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ ...target, status: 400, retryAfterMs: 2_000 });
    expect(error.message).toBe(`Model "polly" on ${origin} answered HTTP 400: no such word; check the request and the options`);
  });

  it('answers a refusal with another request for as long as there is one', async () => {
    const no = () => new Response('{"error":{"message":"no","param":"loud"}}', { status: 400 });
    const { call, requests } = open([no, no, () => new Response('x')]);
    const seen: unknown[] = [];
    const response = await call.send({ url, body: '0' }, ({ status, said }) => {
      seen.push([status, said.parameter]);
      return { url, body: String(seen.length) };
    });
    expect(await response.text()).toBe('x');
    expect(seen).toEqual([[400, 'loud'], [400, 'loud']]);
    expect(requests.map((request) => request.body)).toEqual(['0', '1', '2']);
    const stubborn = open([no]);
    expect(await failureOf(stubborn.call.send({ url }, () => undefined))).toBeInstanceOf(BadRequestError);
  });

  it('T2: ends while it waits for headers, even when fetch does not listen', async () => {
    const { call, caller } = open([hang]);
    const failed = failureOf(call.send({ url }));
    caller.abort();
    expect(await failed).toBeInstanceOf(CancelledError);
  });

  it.each([
    [10_000, 1_000],
    [600, 300],
  ])('keeps the status, and what came, of a refusal whose body never ends: %i ms to go, told after %i', async (budgetMs, atMs) => {
    const { call, clock, requests } = open([() => new Response(body(['{"error":"x'], 'hang'), { status: 500 })], {}, budgetMs);
    const error = await clock.runUntil(failureOf(call.send({ url })));
    expect(error).toMatchObject({ code: 'PLANWEAVE_MODEL_SERVER_FAILED', status: 500, message: expect.stringContaining('HTTP 500: {"error":"x;') as string });
    expect(clock.now()).toBe(atMs);
    call.close();
    expect([clock.pending, requests[0]?.signal.aborted]).toEqual([0, true]);
  });

  it('keeps the status of a refusal whose body breaks off', async () => {
    expect(await failureOf(open([() => new Response(body(['x'], 'break'), { status: 500 })]).call.send({ url }))).toMatchObject({ status: 500 });
  });

  it('T7: ends a body that drips at the deadline, not at the headers', async () => {
    const clock = manualClock();
    const drip = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise<void>((resolve) => {
          clock.schedule(resolve, 1_000);
        });
        controller.enqueue(Uint8Array.of(0x78));
      },
    });
    const { connection } = answering([() => new Response(drip)]);
    const call = openCall(connection, 'polly', createCallContext({ clock, budgetMs: 5_500 }));
    const failed = failureOf(read(call.readItems(await call.send({ url }), words)));
    expect(await clock.runUntil(failed)).toMatchObject({ code: 'PLANWEAVE_TIMED_OUT', kind: 'deadline' });
    expect(clock.now()).toBe(5_500);
    call.close();
  });

  it.each([
    ['breaks off', () => new Response(body(['x'], 'break')), UnfinishedReplyError, 'broke off in the middle of its reply; try again'],
    ['is too long', () => new Response('x'.repeat(6)), ProtocolError, 'sent more than 5 bytes; check the url option'],
    ['ends within a character', () => new Response(Uint8Array.of(0xc3)), ProtocolError, 'sent bytes that are not UTF-8; check the url option'],
  ] as const)('a text that %s is an error', async (_, answer, expected, message) => {
    const { call } = open([answer], { maxReplyBytes: 5 });
    const error = await failureOf(call.readText(await call.send({ url })));
    expect(error).toBeInstanceOf(expected);
    expect(error.message).toBe(`Model "polly" on ${origin} ${message}`);
  });

  it('a text may take longer than its first byte did, and must not fall silent', async () => {
    const dripping = () => {
      const clock = manualClock();
      let left = 5;
      const drip = new ReadableStream<Uint8Array>({
        async pull(controller) {
          await new Promise<void>((resolve) => void clock.schedule(resolve, left > 0 ? 800 : 1e9));
          left -= 1;
          controller.enqueue(Uint8Array.of(0x78));
          if (left === 0) controller.close();
        },
      });
      return { clock, drip };
    };
    const readDrip = async ({ clock, drip }: ReturnType<typeof dripping>, limits: { readonly firstTokenMs: number; readonly idleMs: number }) => {
      const call = openCall(answering([() => new Response(drip)], limits).connection, 'polly', createCallContext({ clock }));
      return clock.runUntil(call.readText(await call.send({ url })).finally(() => call.close()));
    };
    expect(await readDrip(dripping(), { firstTokenMs: 1_000, idleMs: 1_000 })).toBe('xxxxx');
    expect(await failureOf(readDrip(dripping(), { firstTokenMs: 1_000, idleMs: 500 }))).toMatchObject({ code: 'PLANWEAVE_TIMED_OUT', kind: 'idle', allowedMs: 500 });
    expect(await failureOf(readDrip(dripping(), { firstTokenMs: 500, idleMs: 1_000 }))).toMatchObject({ kind: 'first-token', allowedMs: 500 });
  });

  it('gives the items of a body as far as the one that completes it', async () => {
    const { call } = open([() => new Response(body(['a b ', 'end ', 'c'])), () => new Response(body(['a '])), () => new Response(null)]);
    expect(await read(call.readItems(await call.send({ url }), words))).toEqual(['a', 'b', 'end']);
    const early = await failureOf(read(call.readItems(await call.send({ url }), words)));
    expect(early.message).toBe(`Model "polly" on ${origin} ended its reply without "end"; try again`);
    expect(await failureOf(read(call.readItems(await call.send({ url }), words)))).toBeInstanceOf(UnfinishedReplyError);
  });

  it('T15: an object of a good reply may still tell of a failure, without the keys in it', () => {
    const { call } = open([], { apiKey: 'k3y' });
    expect(call.readObject('{"a":1}')).toEqual({ a: 1 });
    expect(() => call.readObject('{"error":"no such parrot"}')).toThrow(ModelNotFoundError);
    expect(() => call.readObject('{"error":"who is k3y?"}')).toThrow(ModelServerError);
    expect(() => call.readObject('{"error":"who is k3y?"}')).toThrow('answered in the middle of a reply: who is ***?; try again');
  });

  it.each(['null', '[]', '"x"', '42', '{', ''])('%j is no JSON object, and is not repeated', (text) => {
    expect(() => open([]).call.readObject(text)).toThrow(`sent ${text.length} characters that are no JSON object; check the url option`);
  });

  it('a page is called a page', () => {
    expect(() => open([]).call.readObject(' \n<html>')).toThrow('sent a page of HTML or XML');
  });

  it('explains a stop before everything else, and never gives a foreign error', () => {
    const { call, caller } = open([]);
    const foreign = new TypeError('x is undefined');
    expect(call.explain(foreign)).toBeInstanceOf(PlugInError);
    const own = call.broken('nonsense');
    expect(call.explain(own)).toBe(own);
    expect(() => call.throwIfStopped()).not.toThrow();
    caller.abort();
    expect(call.explain(own)).toBeInstanceOf(CancelledError);
    expect(() => call.throwIfStopped()).toThrow(CancelledError);
  });

  it('ends when its connection is closed, with a fetch of any kind, and the next call works', async () => {
    const { connection } = answering([hang, () => new Response('x')]);
    const failed = failureOf(makeCall(connection, 'polly', createCallContext(), (call) => call.send({ url })));
    await connection.close();
    expect(await failed).toMatchObject({ code: 'PLANWEAVE_CANCELLED', isRetryable: false, blame: 'caller' });
    expect(await makeCall(connection, 'polly', createCallContext(), async (call) => call.readText(await call.send({ url })))).toBe('x');
  });

  it('warns of no leak when one signal serves many calls at once', async () => {
    const { signal } = new AbortController();
    const { connection } = answering([]);
    const warned = once(process, 'warning');
    const calls = Array.from({ length: 50 }, () => openCall(connection, 'polly', createCallContext({ signal })));
    process.emitWarning('the only one');
    expect(await warned).toMatchObject([{ message: 'the only one' }]);
    for (const call of calls) call.close();
  });

  it('does not begin when it is cancelled, or when there is no more time', () => {
    const { connection } = answering([]);
    expect(() => openCall(connection, 'polly', createCallContext({ signal: AbortSignal.abort() }))).toThrow(CancelledError);
    expect(() => openCall(connection, 'polly', createCallContext({ budgetMs: 0 }))).toThrow(TimedOutError);
  });

  it('closes the connection of a call that is left', async () => {
    const { call, requests } = open([() => new Response(body(['a '], 'hang'))]);
    for await (const word of call.readItems(await call.send({ url }), words)) {
      expect(word).toBe('a');
      break;
    }
    call.close();
    expect(requests[0]?.signal.aborted).toBe(true);
  });
});

describe('makeCall', () => {
  it('closes the call, however it ends', async () => {
    const clock = manualClock();
    const { connection, requests } = answering([() => new Response('{}'), () => new Response('{}')]);
    const context = createCallContext({ clock, budgetMs: 1_000 });
    expect(await makeCall(connection, 'polly', context, async (call) => call.readObject(await call.readText(await call.send({ url }))))).toEqual({});
    const error = await failureOf(
      makeCall(connection, 'polly', context, async (call) => {
        await call.send({ url });
        throw new Error('mine');
      }),
    );
    expect(error).toBeInstanceOf(PlugInError);
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([false, true]);
    expect(clock.pending).toBe(0);
  });
});
