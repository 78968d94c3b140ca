import { getEventListeners } from 'node:events';
import { CancelledError, createCallContext, deepFreeze, type ModelCall } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { ollama } from '../ollama.ts';
import { chunksOf, call, elsewhere, rejectionOf, fixture, lastLine, line, modelAnswering, onSocket, patience, streamed } from './fixture.ts';

describe('ollama-client, contract: cancellation and concurrency', () => {
  it.each(['stream', 'whole'] as const)('C60: cancelled while it waits for headers (%s), it ends at once and the server sees it', async (delivery) => {
    const { fake, model } = await onSocket({}, { delivery });
    fake.inject({ kind: 'delay', ms: 1e9 });
    const abort = new AbortController();
    const reply = rejectionOf(model.generate(call, createCallContext({ signal: abort.signal })));
    await expect.poll(() => fake.requests.length, patience).toBe(1);
    abort.abort();
    expect(await reply).toBeInstanceOf(CancelledError);
    await expect.poll(() => fake.requests[0]?.outcome, patience).toBe('disconnected');
  });

  it('C60: it ends at once even when fetch does not listen', async () => {
    const abort = new AbortController();
    const deaf = ollama({ model: 'stand-in', fetch: () => new Promise(() => {}) });
    const reply = rejectionOf(deaf.generate(call, createCallContext({ signal: abort.signal })));
    abort.abort();
    expect(await reply).toBeInstanceOf(CancelledError);
  });

  it('C61: cancelled in the middle of a reply, the server sees it and the next call works', async () => {
    const { fake, model } = await onSocket({ faults: [{ fault: { kind: 'stall', afterChunks: 2 }, nth: 1 }] });
    const abort = new AbortController();
    const seen: string[] = [];
    const consume = async () => {
      for await (const chunk of model.stream(call, createCallContext({ signal: abort.signal }))) {
        seen.push(chunk.kind);
        abort.abort();
      }
    };
    expect(await rejectionOf(consume())).toBeInstanceOf(CancelledError);
    expect(seen).toEqual(['text']);
    await expect.poll(() => fake.requests[0]?.outcome, patience).toBe('disconnected');
    expect((await model.generate(call, createCallContext())).text).toBe('one two three four five');
  });

  it('C61: leaving the loop stops the server as well', async () => {
    const { fake, model } = await onSocket({ faults: [{ fault: { kind: 'stall', afterChunks: 2 }, nth: 1 }] });
    for await (const chunk of model.stream(call, createCallContext())) {
      expect(chunk.kind).toBe('text');
      break;
    }
    await expect.poll(() => fake.requests[0]?.outcome, patience).toBe('disconnected');
    expect((await model.generate(call, createCallContext())).text).toBe('one two three four five');
  });

  elsewhere('C62: cancelled during a pause between two tries, there is no second one', 'resilience pauses; a client makes one call');

  elsewhere('C64: of 100 calls two at most are in work', 'resilience queues; the client sends what it is told to');

  it('C65: of ten calls at once the third is cancelled, and nine are complete', async () => {
    let answer = (): void => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const reply = () => held.then(() => 'one two three four five');
    const { fake, model } = await onSocket({ speed: { slots: 10 }, reply });
    const aborts = Array.from({ length: 10 }, () => new AbortController());
    const replies = aborts.map((abort) => model.generate(call, createCallContext({ signal: abort.signal })).catch((error: unknown) => error));
    await expect.poll(() => fake.requests.length, patience).toBe(10);
    aborts[2]?.abort();
    await expect.poll(() => fake.requests.filter(({ outcome }) => outcome === 'disconnected').length, patience).toBe(1);
    answer();
    const outcomes = await Promise.all(replies);
    expect(outcomes[2]).toBeInstanceOf(CancelledError);
    const whole = { text: 'one two three four five', finishReason: 'stop' };
    expect(outcomes.toSpliced(2, 1)).toMatchObject(Array.from({ length: 9 }, () => whole));
    expect(fake.requests.filter(({ outcome }) => outcome === 'disconnected')).toHaveLength(1);
    expect(fake.requests.filter(({ outcome }) => outcome === 'completed')).toHaveLength(9);
  });

  it('C66: an abort after the last piece and before the end is taken gives no reply', async () => {
    const { model, context, run, failure } = fixture();
    const abort = new AbortController();
    const stream = model.stream(call, context({ signal: abort.signal }))[Symbol.asyncIterator]();
    await run(stream.next());
    abort.abort();
    expect(await failure(chunksOf({ [Symbol.asyncIterator]: () => stream }))).toBeInstanceOf(CancelledError);
  });

  it('C67: ten thousand calls with one signal leave no listener on it and cause no warning', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    const { signal } = new AbortController();
    const answers = Array.from({ length: 10_000 }, () => () => streamed(line('x'), lastLine()));
    const { model } = modelAnswering(answers);
    let most = 0;
    for (let round = 0; round < 1_000; round += 1) {
      const calls = Array.from({ length: 10 }, () => model.generate(call, createCallContext({ signal })));
      most = Math.max(most, getEventListeners(signal, 'abort').length);
      await Promise.all(calls);
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', onWarning);
    expect(most).toBe(10);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([]);
  }, 30_000);

  it('C68: a frozen call is sent as it is', async () => {
    const frozen: ModelCall = deepFreeze({
      messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Go.' }],
      schema: { type: 'object', properties: { a: { enum: ['b'] } }, required: ['a'] },
      sampling: { temperature: 0 },
    });
    const before = JSON.stringify(frozen);
    const { model, context, run, sent } = fixture();
    await run(model.generate(frozen, context()));
    expect(JSON.stringify(frozen)).toBe(before);
    expect(sent()).toMatchObject({ messages: frozen.messages, format: frozen.schema });
  });
});
