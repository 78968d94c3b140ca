import { createCallContext, ModelNotFoundError, PlugInError, TimedOutError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { answering, body, failureOf, origin } from '../fixture/parrot.ts';
import type { FramerOutlet } from './eager-stream.ts';
import { streamCall } from './stream-call.ts';

const letters = (outlet: FramerOutlet<string>) => ({
  push(text: string) {
    for (const letter of text) {
      if (letter === '.') outlet.complete();
      else outlet.emit(letter);
    }
  },
  end() {},
});

const open = (answer: () => Response | Promise<Response>, budgetMs = Infinity) => {
  const { connection, requests } = answering([answer]);
  const stream = streamCall(connection, 'polly', createCallContext({ budgetMs }), async function* items(call) {
    yield* call.readItems(await call.send({ url: origin }), letters);
  });
  return { stream, requests };
};

describe('streamCall', () => {
  it('asks with the first next(), gives the items once, and keeps the connection', async () => {
    const { stream, requests } = open(() => new Response('ab.'));
    expect(requests).toHaveLength(0);
    const seen: string[] = [];
    for await (const letter of stream) seen.push(letter);
    for await (const letter of stream) seen.push(letter);
    expect(seen).toEqual(['a', 'b']);
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([false]);
  });

  it.each([
    ['for headers', () => new Promise<Response>(() => {}), 0],
    ['for the next piece', () => new Response(body(['a'], 'hang')), 1],
    ['for the end of a refusal', () => new Response(body(['a'], 'hang'), { status: 500 }), 0],
  ] as const)('can be left while it waits %s, at once', async (_, answer, taken) => {
    const { stream, requests } = open(answer);
    for (let count = 0; count < taken; count += 1) await stream.next();
    const waiting = stream.next();
    await new Promise((resolve) => void setImmediate(resolve));
    expect(await Promise.all([stream.return?.(), waiting])).toEqual([{ done: true, value: undefined }, { done: true, value: undefined }]);
    expect(requests[0]?.signal.aborted).toBe(true);
  });

  it('can be left before it began, and sends nothing then', async () => {
    const { stream, requests } = open(() => new Response('a.'));
    await stream.return?.();
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(requests).toHaveLength(0);
  });

  it('explains what goes wrong, and closes the call', async () => {
    expect(await failureOf(open(() => new Response('{"error":"no such parrot"}', { status: 404 })).stream.next())).toBeInstanceOf(ModelNotFoundError);
    expect(await failureOf(open(() => new Response('a.'), 0).stream.next())).toBeInstanceOf(TimedOutError);
    const { connection } = answering([]);
    const wrong = streamCall(connection, 'polly', createCallContext(), async function* nothing() {
      yield await Promise.reject(new Error('mine'));
    });
    expect(await failureOf(wrong.next())).toBeInstanceOf(PlugInError);
  });
});
