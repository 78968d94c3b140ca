import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { chatOf, linesOf, post } from './ask.ts';
import { createFakeOllama } from './create-fake-ollama.ts';

describe('createFakeOllama', () => {
  it('keeps the latest requests on record, and their numbers', async () => {
    const fake = createFakeOllama({ clock: manualClock(), maxRequests: 2 });
    for (let turn = 0; turn < 3; turn += 1) await post(fake, '/api/chat', chatOf('Hi')).then(linesOf);
    expect(fake.requests.map(({ number }) => number)).toEqual([2, 3]);
  });

  it('gives the same bytes in every run', async () => {
    const run = async () => {
      const clock = manualClock();
      const fake = createFakeOllama({ clock, reply: (_, { number }) => `reply ${number}`, speed: { loadMs: 7, prefillTokensPerSecond: 300, decodeTokensPerSecond: 70, slots: 2 }, faults: [{ fault: { kind: 'stall', afterChunks: 1, forMs: 33 }, ratio: 0.5 }] });
      const texts = Array.from({ length: 10 }, (_, index) => post(fake, '/api/chat', chatOf(`call ${index}`)).then((response) => response.text()));
      return [await clock.runUntil(Promise.all(texts)), fake.requests];
    };
    expect(await run()).toEqual(await run());
  });

  it('ends what is open when it stops, refuses what comes after, and leaves no timer', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, models: ['a', 'b'], speed: { loadMs: 1000, maxLoadedModels: 1, decodeTokensPerSecond: 1 } });
    const loading = post(fake, '/api/chat', chatOf('Hi', { model: 'a' }));
    await clock.advance(1500);
    const waiting = post(fake, '/api/chat', chatOf('Hi', { model: 'b' }));
    const outcomes = Promise.allSettled([loading, waiting]);
    await clock.settle();
    await fake.stop();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(fake.requests.map(({ outcome, stage }) => [outcome, stage])).toEqual([
      ['cut', 'stream'],
      ['cut', 'queue'],
    ]);
    await clock.settle();
    expect(clock.pending).toBe(0);
    await expect(post(fake, '/api/chat', chatOf('Hi'))).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it('can be told to go down and come up again', async () => {
    const fake = createFakeOllama({ clock: manualClock() });
    await fake.goDown();
    await fake.goDown();
    await expect(post(fake, '/api/chat', chatOf('Hi'))).rejects.toThrow('fetch failed');
    await fake.comeUp();
    expect((await post(fake, '/api/chat', chatOf('Hi'))).status).toBe(200);
  });

  it('unloads a model at once when a request wants it kept for no time', async () => {
    const fake = createFakeOllama({ clock: manualClock() });
    await post(fake, '/api/chat', chatOf('Hi', { keep_alive: 0 })).then(linesOf);
    await post(fake, '/api/chat', chatOf('Hi')).then(linesOf);
    expect(fake.loads).toHaveLength(2);
  });

  it('lets a model have a speed of its own', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, models: [{ name: 'fast', speed: { loadMs: 10 } }, 'slow'], speed: { loadMs: 500 } });
    await clock.runUntil(post(fake, '/api/chat', chatOf('Hi', { model: 'fast' })));
    expect(clock.now()).toBe(10);
    await clock.runUntil(post(fake, '/api/chat', chatOf('Hi', { model: 'slow' })));
    expect(clock.now()).toBe(510);
  });

  it.each([
    [{ speed: { slots: 0 } }, 'speed.slots'],
    [{ speed: { decodeTokensPerSecond: 0 } }, 'speed.decodeTokensPerSecond'],
    [{ speed: { loadMs: -1 } }, 'speed.loadMs'],
    [{ models: ['two words'] }, 'models'],
    [{ models: [{ name: 'a', contextTokens: 0 }] }, 'contextTokens'],
    [{ maxRequests: 0 }, 'maxRequests'],
    [{ epochMs: Number.NaN }, 'epochMs'],
    [{ faults: [{ fault: { kind: 'drop' as const }, ratio: 1.5 }] }, 'ratio'],
  ])('refuses %j', (options, name) => {
    expect(() => createFakeOllama(options)).toThrow(`"${name}"`);
  });
});
