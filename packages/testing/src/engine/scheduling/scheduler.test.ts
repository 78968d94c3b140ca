import { describe, expect, it } from 'vitest';
import { manualClock } from '../../clock/manual-clock.ts';
import { chatOf, jsonFrom, post, type Fields } from '../../ollama/ask.ts';
import { createFakeOllama, type FakeOllama } from '../../ollama/create-fake-ollama.ts';

const whole = (fake: FakeOllama, content: string, more: object = {}, init: RequestInit = {}): Promise<Fields> =>
  post(fake, '/api/chat', chatOf(content, { stream: false, ...more }), init).then(jsonFrom);

describe('the scheduler of the fake server', () => {
  it('loads a model once for any number of calls with the same options', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, speed: { loadMs: 1000 } });
    await clock.runUntil(Promise.all(Array.from({ length: 50 }, (_, index) => whole(fake, `call ${index}`, { options: { seed: index } }))));
    expect(fake.loads).toMatchObject([{ model: 'stand-in:latest', at: 0, reason: 'cold', changed: [] }]);
    expect(clock.now()).toBe(1000);
  });

  it('loads it again when an option that belongs to the load changes, and names the option', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, speed: { loadMs: 1000 } });
    await clock.runUntil(whole(fake, 'a', { options: { num_ctx: 2048 } }));
    await clock.runUntil(whole(fake, 'b', { options: { num_ctx: 2048, temperature: 1 } }));
    await clock.runUntil(whole(fake, 'c'));
    await clock.runUntil(whole(fake, 'd', { shift: false }));
    expect(fake.loads.map(({ at, reason, changed }) => [at, reason, changed])).toEqual([
      [0, 'cold', []],
      [1000, 'options', ['num_ctx']],
      [2000, 'options', ['shift']],
    ]);
  });

  it('lets any number wait for a slot of a loaded model, first come first served, and does not call that load time', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, reply: () => 'word', speed: { decodeTokensPerSecond: 10, maxQueue: 1 } });
    await clock.runUntil(whole(fake, 'warm'));
    const replies = await clock.runUntil(Promise.all(['a', 'b', 'c', 'd', 'e'].map((content) => whole(fake, content))));
    expect(replies.map((reply) => [reply['total_duration'], reply['load_duration']])).toEqual([1e8, 2e8, 3e8, 4e8, 5e8].map((total) => [total, undefined]));
    expect(fake.mostInFlight).toBe(5);
  });

  it('works on as many at once as it has slots', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, reply: () => 'word', speed: { decodeTokensPerSecond: 10, slots: 2 } });
    await clock.runUntil(Promise.all(['a', 'b', 'c', 'd'].map((content) => whole(fake, content))));
    expect(clock.now()).toBe(200);
    expect(fake.requests.map(({ slot }) => slot)).toEqual([0, 1, 0, 1]);
  });

  it('refuses with 503 what does not fit in the queue of loads, while a loaded model is past that queue', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, models: ['a', 'b', 'c', 'd', 'e'], speed: { loadMs: 1000, maxQueue: 2 } });
    await clock.runUntil(whole(fake, 'warm', { model: 'a' }));
    const statuses = Promise.all(['b', 'c', 'd', 'e', 'a'].map((model) => post(fake, '/api/chat', chatOf('x', { model })).then(({ status }) => status)));
    // b is being loaded, c and d wait, e is one too many, a needs no load
    expect(await clock.runUntil(statuses)).toEqual([200, 200, 200, 503, 200]);
    expect(clock.now()).toBe(4000);
    const busy = fake.requests.find(({ status }) => status === 503);
    expect([busy?.model, busy?.endedAt]).toEqual(['e', 1000]);
  });

  it('reads only what the slot does not know of a prompt, but counts all of it', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, speed: { prefillTokensPerSecond: 1000 } });
    const system = { role: 'system', content: 'rule '.repeat(400) };
    const ask = (content: string) => clock.runUntil(whole(fake, '', { messages: [system, { role: 'user', content }] }));
    const [first, second, other, back] = [await ask('one'), await ask('two'), await clock.runUntil(whole(fake, 'another prompt')), await ask('two')];
    expect(first['prompt_eval_count']).toBe(second['prompt_eval_count']);
    expect(first['prompt_eval_duration']).toBeGreaterThan(400e6);
    expect(second['prompt_eval_duration']).toBeLessThan(10e6);
    expect(other['prompt_eval_duration']).toBeLessThan(10e6);
    expect(back['prompt_eval_duration']).toBe(first['prompt_eval_duration']);
    const known = fake.requests.map(({ commonPrefixTokens = 0, promptTokens = 1 }) => commonPrefixTokens / promptTokens > 0.9);
    expect(known).toEqual([false, true, false, false]);
  });

  it('unloads an idle model when its time is up, and keeps the time that somebody asked for', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, speed: { keepAliveMs: 60_000 } });
    await whole(fake, 'a');
    await clock.advance(59_999);
    await whole(fake, 'b');
    expect(fake.loads).toHaveLength(1);
    await clock.advance(60_000);
    await whole(fake, 'c', { keep_alive: '1h' });
    expect(fake.loads).toHaveLength(2);
    await clock.advance(3_599_999);
    await whole(fake, 'd');
    await clock.advance(3_599_999);
    await whole(fake, 'e');
    expect(fake.loads).toHaveLength(2);
  });

  it('evicts the idle model with the shortest keep-alive when there is no room', async () => {
    const fake = createFakeOllama({ clock: manualClock(), models: ['a', 'b', 'c'], speed: { maxLoadedModels: 2 } });
    await whole(fake, 'x', { model: 'a', keep_alive: 500 });
    await whole(fake, 'x', { model: 'b', keep_alive: 400 });
    await whole(fake, 'x', { model: 'c' });
    await whole(fake, 'x', { model: 'a' });
    expect(fake.loads.map(({ model }) => model)).toEqual(['a:latest', 'b:latest', 'c:latest']);
    await whole(fake, 'x', { model: 'b' });
    expect(fake.loads).toHaveLength(4);
  });

  it('waits with a swap until the busy model is idle', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, models: ['a', 'b'], reply: () => 'word', speed: { decodeTokensPerSecond: 1, maxLoadedModels: 1 } });
    const [a, b] = await clock.runUntil(Promise.all([whole(fake, 'x', { model: 'a' }), whole(fake, 'x', { model: 'b' })]));
    expect([a?.['load_duration'], b?.['load_duration']]).toEqual([undefined, 1e9]);
    expect(clock.pending).toBe(0);
  });

  it('lets a swap starve behind requests that keep the old model alive, as the real one does', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, models: ['a', 'b'], reply: () => 'word', speed: { decodeTokensPerSecond: 1, maxLoadedModels: 1 } });
    const first = whole(fake, 'x', { model: 'a' });
    await clock.advance(500);
    let isSwapped = false;
    const swap = whole(fake, 'x', { model: 'b' }).then(() => {
      isSwapped = true;
    });
    await clock.advance(100);
    await clock.runUntil(whole(fake, 'x', { model: 'a', keep_alive: 10 }));
    await first;
    await clock.advance(9999);
    expect(isSwapped).toBe(false);
    await clock.runUntil(swap);
    expect(fake.loads.map(({ model, at }) => [model, at])).toEqual([
      ['a:latest', 0],
      ['b:latest', 12_000],
    ]);
  });

  it('gives up a load when the client that asked for it leaves; the others load again', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, speed: { loadMs: 1000 } });
    const leaver = new AbortController();
    const left = whole(fake, 'first', {}, { signal: leaver.signal });
    const other = whole(fake, 'second');
    await clock.advance(400);
    leaver.abort();
    await expect(left).rejects.toThrow('aborted');
    await clock.runUntil(other);
    expect(clock.now()).toBe(1400);
    expect(fake.loads.map(({ at }) => at)).toEqual([0, 400]);
    expect(fake.requests[0]).toMatchObject({ outcome: 'disconnected', disconnected: { at: 400, stage: 'load' } });
  });

  it('keeps the place of a cancelled request in the queue until it is reached', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, models: ['a', 'b', 'c'], speed: { loadMs: 1000, maxQueue: 1 } });
    const leaver = new AbortController();
    const a = whole(fake, 'x', { model: 'a' });
    const b = whole(fake, 'x', { model: 'b' }, { signal: leaver.signal });
    await clock.settle();
    leaver.abort();
    await expect(b).rejects.toThrow('aborted');
    expect((await post(fake, '/api/chat', chatOf('x', { model: 'c' }))).status).toBe(503);
    await clock.runUntil(a);
    expect((await clock.runUntil(post(fake, '/api/chat', chatOf('x', { model: 'c' })))).status).toBe(200);
    expect(fake.loads.map(({ model }) => model)).toEqual(['a:latest', 'c:latest']);
  });

  it('frees the slot of a client that leaves, at every stage', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, reply: () => 'a b c d e f', speed: { loadMs: 100, prefillTokensPerSecond: 10, decodeTokensPerSecond: 10 } });
    const stages: unknown[] = [];
    for (const afterMs of [50, 150, 750]) {
      const leaver = new AbortController();
      const left = whole(fake, 'Hello', {}, { signal: leaver.signal }).catch(() => {});
      await clock.advance(afterMs);
      leaver.abort();
      await left;
      stages.push(fake.requests.at(-1)?.disconnected?.stage);
    }
    const holder = whole(fake, 'other');
    await clock.settle();
    const leaver = new AbortController();
    const waiting = whole(fake, 'Hello', {}, { signal: leaver.signal }).catch(() => {});
    await clock.settle();
    leaver.abort();
    await waiting;
    stages.push(fake.requests.at(-1)?.disconnected?.stage);
    expect(stages).toEqual(['load', 'prompt', 'stream', 'queue']);
    await clock.runUntil(Promise.all([holder, whole(fake, 'last')]));
    expect(clock.pending).toBe(0);
  });
});
