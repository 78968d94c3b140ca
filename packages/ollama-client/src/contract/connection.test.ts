import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createCallContext, createDeadline, ServerUnreachableError, systemClock, TimedOutError, UnfinishedReplyError } from '@planweave/core-types';
import { startFakeOllama } from '@planweave/testing';
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { ollama } from '../ollama.ts';
import { chunksOf, call, rejectionOf, fixture, onSocket, patience, textOf } from './fixture.ts';

describe('ollama-client, contract: connection and time', () => {
  it('C51: a server that is not there is unreachable, and health says that it is down', async () => {
    const { fake, model } = await onSocket();
    const { url } = fake;
    await fake.goDown();
    const error = await rejectionOf(model.generate(call, createCallContext()));
    expect(error).toBeInstanceOf(ServerUnreachableError);
    expect(error).toMatchObject({ isRetryable: true, phase: 'connect' });
    expect((error as Error).message).toBe(`No Ollama server at ${url} (connection refused); start it with: ollama serve`);
    expect(await model.health()).toMatchObject({ status: 'down', problem: { code: 'PLANWEAVE_SERVER_UNREACHABLE' } });
  });

  it('C51: a name that nobody has is a wrong host', async () => {
    const error = await rejectionOf(ollama({ model: 'x', host: 'nobody.invalid' }).generate(call, createCallContext()));
    expect(error).toBeInstanceOf(ServerUnreachableError);
    expect((error as Error).message).toContain('check the host option');
  });

  it('C51: a port that fetch refuses is no reason to try again', async () => {
    const error = await rejectionOf(ollama({ model: 'x', host: 'http://127.0.0.1:9' }).generate(call, createCallContext()));
    expect(error).toMatchObject({ code: 'PLANWEAVE_SERVER_UNREACHABLE', isRetryable: false });
  });

  it.each(['reset', 'close'] as const)('C52: a connection that ends before the headers (%s) is tried once more', async (how) => {
    const { fake, model } = await onSocket();
    fake.inject({ kind: 'drop', how }, { times: 1 });
    expect((await model.generate(call, createCallContext())).text).toBe('one two three four five');
    expect(fake.requests).toHaveLength(2);
  });

  it('C52: once, not more', async () => {
    const { fake, model } = await onSocket();
    fake.inject({ kind: 'drop' });
    expect(await rejectionOf(model.generate(call, createCallContext()))).toBeInstanceOf(ServerUnreachableError);
    expect(fake.requests).toHaveLength(2);
  });

  it('C52: a kept-alive connection that the server closes under the next request costs no call', async () => {
    const { fake, model } = await onSocket();
    fake.inject({ kind: 'hang-up', when: 'next-request' }, { times: 1 });
    await model.generate(call, createCallContext());
    expect((await model.generate(call, createCallContext())).text).toBe('one two three four five');
  });

  it('a redirect is reported, not followed', async () => {
    const { fake, model } = await onSocket();
    fake.inject({ kind: 'status', status: 308, headers: { location: `${fake.url}/elsewhere` } });
    const error = await rejectionOf(model.generate(call, createCallContext()));
    expect(error).toMatchObject({ code: 'PLANWEAVE_ENDPOINT_NOT_FOUND', status: 308 });
    expect(fake.requests).toHaveLength(1);
  });

  it('a closed model fails what is under way, and can be used again', async () => {
    const { fake, model } = await onSocket();
    const stop = fake.inject({ kind: 'delay', ms: 1e9 });
    const reply = rejectionOf(model.generate(call, createCallContext()));
    await expect.poll(() => fake.requests.length, patience).toBe(1);
    await model.close();
    expect((await reply) as Error).toMatchObject({ code: 'PLANWEAVE_CANCELLED', isRetryable: false });
    stop();
    expect((await model.generate(call, createCallContext())).text).toBe('one two three four five');
  });

  it('connections are used again', async () => {
    const { fake, model } = await onSocket();
    for (let index = 0; index < 20; index += 1) await model.generate(call, createCallContext());
    // a reply is given out before its body has ended, so that the next call may need a second one
    expect(new Set(fake.requests.map(({ socketId }) => socketId)).size).toBeLessThan(3);
  });

  it('C53: a reset after two pieces is an unfinished reply, and the next call has its text once', async () => {
    const { fake, model } = await onSocket();
    fake.inject({ kind: 'cut', afterChunks: 2 }, { times: 1 });
    const error = await rejectionOf(chunksOf(model.stream(call, createCallContext())));
    expect(error).toBeInstanceOf(UnfinishedReplyError);
    expect(error).toMatchObject({ isRetryable: true });
    expect(textOf(await chunksOf(model.stream(call, createCallContext())))).toBe('one two three four five');
    expect(fake.requests).toHaveLength(2);
  });

  it('C54: silence of 400 seconds is no failure when there is time', async () => {
    const { model, clock, context, run } = fixture({ speed: { loadMs: 400_000 } });
    expect((await run(model.generate(call, context({ budgetMs: 500_000 })))).timings.firstTokenMs).toBeCloseTo(400_000);
    expect(clock.now()).toBeLessThan(500_000);
  });

  it("C54: limits of Node's own fetch do not apply", async () => {
    const usual = getGlobalDispatcher();
    const { fake, model } = await onSocket();
    const impatient = new Agent({ headersTimeout: 100, bodyTimeout: 100 });
    setGlobalDispatcher(impatient);
    try {
      fake.inject({ kind: 'delay', ms: 1e9 }, { route: '/api/tags' });
      let answer = (): void => {};
      const held = new Promise<void>((resolve) => {
        answer = resolve;
      });
      const patient = ollama({ model: 'stand-in', host: fake.url });
      const slow = await startFakeOllama({
        reply: async () => {
          await held;
          return 'late';
        },
      });
      const late = ollama({ model: 'stand-in', host: slow.url }).generate(call, createCallContext());
      // a plain fetch gives up on the same silence, which tells that the limit would have fired by now
      const plain = await rejectionOf(fetch(`${fake.url}/api/tags`));
      expect((plain as Error).cause).toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
      answer();
      expect((await late).text).toBe('late');
      await patient.close();
      await slow.stop();
    } finally {
      setGlobalDispatcher(usual);
      await impatient.destroy();
      await model.close();
    }
  });

  it('C55: no first byte in time is a time-out of its own kind, and the server sees that we left', async () => {
    const { fake, model, context, failure, clock } = fixture({ speed: { loadMs: 60_000 } }, { firstTokenMs: 5_000 });
    const error = await failure(model.generate(call, context()));
    expect(error).toBeInstanceOf(TimedOutError);
    expect(error).toMatchObject({ kind: 'first-token', allowedMs: 5_000, phase: 'prefill', isRetryable: true });
    await clock.settle();
    expect(fake.requests[0]).toMatchObject({ outcome: 'disconnected' });
  });

  it('C56: a stall after the first byte is another', async () => {
    const { fake, model, clock, context, failure } = fixture({}, { idleMs: 3_000 });
    fake.inject({ kind: 'stall', afterChunks: 2 });
    const error = await failure(model.generate(call, context()));
    expect(error).toMatchObject({ code: 'PLANWEAVE_TIMED_OUT', kind: 'idle', allowedMs: 3_000, phase: 'decode' });
    expect(clock.now()).toBe(3_000);
  });

  it('C57: a slow drip ends at the deadline', async () => {
    const { fake, model, clock, context, failure } = fixture({ speed: { decodeTokensPerSecond: 0.5 } }, { idleMs: 2_100 });
    const error = await failure(model.generate(call, context({ budgetMs: 9_000 })));
    expect(error).toMatchObject({ code: 'PLANWEAVE_TIMED_OUT', kind: 'deadline', isRetryable: false });
    expect(clock.now()).toBe(9_000);
    await clock.settle();
    expect(fake.requests[0]).toMatchObject({ outcome: 'disconnected' });
  });

  it('C57: a reply that is complete in time is a reply, however late it is taken', async () => {
    const { model, clock, context, run } = fixture();
    const stream = model.stream(call, context({ budgetMs: 1_000 }))[Symbol.asyncIterator]();
    await run(stream.next());
    await clock.advance(5_000);
    const rest = await run(chunksOf({ [Symbol.asyncIterator]: () => stream }));
    expect(rest.at(-1)).toMatchObject({ kind: 'end' });
  });

  it('C58: nothing is left behind by a call: no timer and no listener', async () => {
    const { fake, model, clock, context, run, failure } = fixture();
    await run(model.generate(call, context({ budgetMs: 1_000 })));
    expect(clock.pending).toBe(0);
    fake.inject({ kind: 'fail-midway', afterChunks: 1 });
    await failure(model.generate(call, context({ budgetMs: 1_000 })));
    expect(clock.pending).toBe(0);
  });

  it('C58: a process that made a call can exit', async () => {
    const { fake } = await onSocket();
    const module = (name: string) => JSON.stringify(new URL(`../${name}`, import.meta.url).href);
    const program = `
      import { createCallContext } from '@planweave/core-types';
      import { ollama } from ${module('index.ts')};
      const reply = await ollama({ model: 'stand-in', host: '${fake.url}' }).generate({ messages: [{ role: 'user', content: 'Hi' }] }, createCallContext({ budgetMs: 1e9 }));
      process.stdout.write(reply.text);`;
    const flags = ['--import', 'tsx', '--conditions=@planweave/source', '--input-type=module', '--eval', program];
    // `execFile` answers when the process is over
    const { stdout } = await promisify(execFile)(process.execPath, flags);
    expect(stdout).toBe('one two three four five');
  }, 60_000);

  it('a deadline that is over sends nothing', async () => {
    const { fake, model, clock, context, failure } = fixture();
    const late = { ...context(), deadline: createDeadline(clock, 0) };
    expect(await failure(model.generate(call, late))).toMatchObject({ code: 'PLANWEAVE_TIMED_OUT', kind: 'deadline' });
    expect(fake.requests).toHaveLength(0);
  });

  it('health answers in two seconds, whatever the server does', async () => {
    const { fake, model, clock, context, run } = fixture();
    fake.inject({ kind: 'delay', ms: 1e6 });
    expect(await run(model.health(context()))).toMatchObject({ status: 'down', problem: { code: 'PLANWEAVE_TIMED_OUT' } });
    expect(clock.now()).toBe(2_000);
  });

  it('a server that loads a model is busy, not down', async () => {
    const { model, clock, context, run } = fixture({ models: ['stand-in', 'other'], speed: { loadMs: 60_000 } });
    const warming = model.warmUp([], context());
    await clock.advance(100);
    expect(await run(model.health(context()))).toMatchObject({ status: 'busy', version: '0.33.0' });
    await run(warming);
    expect(await run(model.health(context()))).toMatchObject({ status: 'ready', loadedContextTokens: 4_096 });
  });

  it('a server that cannot say what is loaded is not busy, and one that fails is down', async () => {
    const { fake, model, context, run } = fixture();
    const stop = fake.inject({ kind: 'status', status: 404, body: '404 page not found' }, { route: '/api/ps' });
    expect(await run(model.health(context()))).toMatchObject({ status: 'cold', version: '0.33.0' });
    stop();
    fake.inject({ kind: 'status', status: 500, body: { error: 'broken' } }, { route: '/api/ps' });
    expect(await run(model.health(context()))).toMatchObject({ status: 'down', problem: { code: 'PLANWEAVE_MODEL_SERVER_FAILED' } });
  });

  it('health says nothing of a server that it had no time to ask', async () => {
    const { fake, model, context } = fixture();
    await expect(model.health(context({ budgetMs: 0 }))).rejects.toBeInstanceOf(TimedOutError);
    expect(fake.requests).toHaveLength(0);
  });

  it('health knows a model that is cold, and one that is missing', async () => {
    const { model, context, run } = fixture();
    expect(await run(model.health(context()))).toMatchObject({ status: 'cold', loadedContextTokens: undefined, problem: undefined });
    const missing = fixture({}, { model: 'nobody' });
    expect(await missing.run(missing.model.health(missing.context()))).toMatchObject({ status: 'missing', problem: { code: 'PLANWEAVE_MODEL_NOT_FOUND' } });
  });

  it('uses the real clock when no context is given', async () => {
    const { model } = await onSocket();
    expect((await model.listModels()).map(({ name }) => name)).toEqual(['stand-in:latest']);
    expect(systemClock.now()).toBeGreaterThan(0);
  });
});
