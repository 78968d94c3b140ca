import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { chatOf, jsonFrom, linesOf, post } from '../ollama/ask.ts';
import { createFakeOllama } from '../ollama/create-fake-ollama.ts';

const setting = () => {
  const clock = manualClock();
  return { clock, fake: createFakeOllama({ clock, models: [], registry: ['phi3:mini'], speed: { pullBytesPerSecond: 1e9 } }) };
};

describe('POST /api/pull', () => {
  it('reports progress every 60 ms, ends with success, and then has the model', async () => {
    const { clock, fake } = setting();
    const lines = await clock.runUntil(post(fake, '/api/pull', { model: 'phi3:mini' }).then(linesOf));
    const statuses = [...new Set(lines.map((line) => line['status']))];
    expect(statuses).toEqual(['pulling manifest', expect.stringMatching(/^pulling [0-9a-f]{12}$/), 'verifying sha256 digest', 'writing manifest', 'success']);
    const completed = lines.map((line) => line['completed'] as number | undefined).filter((value) => value !== undefined);
    expect(completed[0]).toBe(60_000_000);
    expect(completed.at(-1)).toBe(lines[1]?.['total']);
    expect(clock.now()).toBe(37 * 60);
    expect((await post(fake, '/api/chat', chatOf('x', { model: 'phi3:mini' }))).status).toBe(200);
  });

  it('finds out that a model does not exist only after the 200', async () => {
    const { fake } = setting();
    const streamed = await post(fake, '/api/pull', { model: 'phi9' });
    expect([streamed.status, await linesOf(streamed)]).toEqual([200, [{ status: 'pulling manifest' }, { error: 'pull model manifest: file does not exist' }]]);
    const whole = await post(fake, '/api/pull', { model: 'phi9', stream: false });
    expect([whole.status, await jsonFrom(whole)]).toEqual([500, { error: 'pull model manifest: file does not exist' }]);
    expect((await post(fake, '/api/pull', { model: 'a b' })).status).toBe(400);
  });

  it('gives only the last report without streaming', async () => {
    const { clock, fake } = setting();
    expect(await clock.runUntil(post(fake, '/api/pull', { name: 'phi3:mini', stream: false }).then(jsonFrom))).toEqual({ status: 'success' });
  });

  it('F20 breaks off half way, and the next pull resumes there', async () => {
    const { clock, fake } = setting();
    fake.inject({ kind: 'pull', how: 'disconnected' }, { times: 1 });
    await expect(clock.runUntil(post(fake, '/api/pull', { model: 'phi3:mini' }).then(linesOf))).rejects.toThrow('terminated');
    const lines = await clock.runUntil(post(fake, '/api/pull', { model: 'phi3:mini' }).then(linesOf));
    expect(lines[1]?.['completed']).toBeGreaterThan(1e9);
    expect(lines.at(-1)).toEqual({ status: 'success' });
  });

  it('F20 stands still half way until the client leaves', async () => {
    const { clock, fake } = setting();
    fake.inject({ kind: 'pull', how: 'stalled' });
    const leaver = new AbortController();
    const response = await clock.runUntil(post(fake, '/api/pull', { model: 'phi3:mini' }, { signal: leaver.signal }));
    const text = response.text();
    await clock.advance(60_000);
    leaver.abort();
    await expect(text).rejects.toThrow('aborted');
    expect(fake.requests[0]).toMatchObject({ outcome: 'disconnected', disconnected: { at: 60_000, stage: 'stream' } });
    await clock.settle();
    expect(clock.pending).toBe(0);
  });

  it('F20 can fail for a model that exists', async () => {
    const { fake } = setting();
    fake.inject({ kind: 'pull', how: 'missing' });
    expect((await linesOf(await post(fake, '/api/pull', { model: 'phi3:mini' }))).at(-1)).toEqual({ error: 'pull model manifest: file does not exist' });
  });
});
