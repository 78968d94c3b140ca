import { getEventListeners } from 'node:events';
import { CancelledError, createCallContext, deepFreeze, ServerUnreachableError, UnfinishedReplyError, type ModelCall } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { chunksOf, call, done, elsewhere, rejectionOf, finish, fixture, modelAnswering, onSocket, patience, piece, streamed, textOf } from './fixture.ts';

describe('openai-client, contract: connection and time', () => {
  it('C51: a server that is not there is unreachable, and health says that it is down', async () => {
    const { fake, model } = await onSocket();
    const { url } = fake;
    await fake.goDown();
    const error = await rejectionOf(model.generate(call, createCallContext()));
    expect(error).toBeInstanceOf(ServerUnreachableError);
    expect((error as Error).message).toBe(`No model server at ${url} (connection refused); start it with: ollama serve`);
    expect(await model.health()).toMatchObject({ status: 'down', problem: { code: 'PLANWEAVE_SERVER_UNREACHABLE' } });
  });

  it('C52: a connection that ends before the headers is tried once more, and not twice', async () => {
    const { fake, model } = await onSocket();
    const stop = fake.inject({ kind: 'drop' }, { times: 1 });
    expect((await model.generate(call, createCallContext())).text).toBe('one two three four five');
    expect(fake.requests).toHaveLength(2);
    stop();
    fake.inject({ kind: 'drop' });
    expect(await rejectionOf(model.generate(call, createCallContext()))).toBeInstanceOf(ServerUnreachableError);
    expect(fake.requests).toHaveLength(4);
  });

  it('C53: a reset after two pieces is an unfinished reply', async () => {
    const { fake, model } = await onSocket();
    fake.inject({ kind: 'cut', afterChunks: 2 }, { times: 1 });
    expect(await rejectionOf(model.generate(call, createCallContext()))).toBeInstanceOf(UnfinishedReplyError);
    expect(textOf(await chunksOf(model.stream(call, createCallContext())))).toBe('one two three four five');
  });

  it('C55, C56, C57: no first byte, a stall and a drip each end at their own limit, and the server sees that we left', async () => {
    const silent = fixture({ speed: { loadMs: 60_000 } }, { firstTokenMs: 5_000 });
    expect(await silent.failure(silent.model.generate(call, silent.context()))).toMatchObject({ kind: 'first-token', allowedMs: 5_000 });
    await silent.clock.settle();
    expect(silent.fake.requests[0]).toMatchObject({ outcome: 'disconnected' });

    const stalled = fixture({ faults: [{ fault: { kind: 'stall', afterChunks: 2 } }] }, { idleMs: 3_000 });
    expect(await stalled.failure(stalled.model.generate(call, stalled.context()))).toMatchObject({ kind: 'idle', allowedMs: 3_000 });

    const slow = fixture({ speed: { decodeTokensPerSecond: 0.5 } });
    expect(await slow.failure(slow.model.generate(call, slow.context({ budgetMs: 9_000 })))).toMatchObject({ kind: 'deadline' });
    expect(slow.clock.now()).toBe(9_000);
  });

  it('C58: nothing is left behind by a call', async () => {
    const { model, clock, context, run } = fixture();
    await run(model.generate(call, context({ budgetMs: 1_000 })));
    expect(clock.pending).toBe(0);
  });
});

describe('openai-client, contract: cancellation and concurrency', () => {
  it('C60: cancelled while it waits for headers, it ends at once and the server sees it', async () => {
    const { fake, model } = await onSocket();
    fake.inject({ kind: 'delay', ms: 1e9 });
    const abort = new AbortController();
    const reply = rejectionOf(model.generate(call, createCallContext({ signal: abort.signal })));
    await expect.poll(() => fake.requests.length, patience).toBe(1);
    abort.abort();
    expect(await reply).toBeInstanceOf(CancelledError);
    await expect.poll(() => fake.requests[0]?.outcome, patience).toBe('disconnected');
  });

  it('C61: cancelled in the middle, or left, the server sees it and the next call works', async () => {
    const { fake, model } = await onSocket({ faults: [{ fault: { kind: 'stall', afterChunks: 2 }, nth: [1, 2] }] });
    const abort = new AbortController();
    const consume = async () => {
      for await (const chunk of model.stream(call, createCallContext({ signal: abort.signal }))) {
        expect(chunk.kind).toBe('text');
        abort.abort();
      }
    };
    expect(await rejectionOf(consume())).toBeInstanceOf(CancelledError);
    for await (const chunk of model.stream(call, createCallContext())) {
      expect(chunk.kind).toBe('text');
      break;
    }
    await expect.poll(() => fake.requests.map(({ outcome }) => outcome), patience).toEqual(['disconnected', 'disconnected']);
    expect((await model.generate(call, createCallContext())).text).toBe('one two three four five');
  });
  elsewhere('C62: cancelled during a pause between two tries, there is no second one', 'resilience pauses; a client makes one call');

  elsewhere('C64: of 100 calls two at most are in work', 'resilience queues; the client sends what it is told to');

  it('C67: two thousand calls with one signal leave no listener on it', async () => {
    const { signal } = new AbortController();
    const { model } = modelAnswering(Array.from({ length: 2_000 }, () => () => streamed(piece('x'), finish(), done)));
    for (let round = 0; round < 200; round += 1) await Promise.all(Array.from({ length: 10 }, () => model.generate(call, createCallContext({ signal }))));
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('C68: a frozen call is sent as it is', async () => {
    const frozen: ModelCall = deepFreeze({ messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Go.' }], sampling: { temperature: 0 } });
    const { model, context, run, sent } = fixture();
    await run(model.generate(frozen, context()));
    expect(sent()).toMatchObject({ messages: frozen.messages, temperature: 0 });
  });

  it('C69: ten calls of one task share the bytes of their beginning', async () => {
    const { fake, model, context, run } = fixture();
    const messages = (question: string) => [{ role: 'system' as const, content: 'You plan for a squad. '.repeat(50) }, { role: 'user' as const, content: question }];
    for (let index = 0; index < 10; index += 1) await run(model.generate({ messages: messages(`Enemy ${index}?`) }, context({ requestId: `r${index}` })));
    const heads = fake.requests.map(({ rawBody }) => new TextDecoder().decode(rawBody).split('Enemy')[0]);
    expect(new Set(heads).size).toBe(1);
  });
  elsewhere('T28: a schema that is ignored is found out', 'ollama-client probes; the check of every plan against its schema is the parser\'s');
  elsewhere('T29, C70: chat, warm-up and embedding send the same options that a reload depends on', 'the OpenAI protocol cannot send them; ollama-client does');
});
