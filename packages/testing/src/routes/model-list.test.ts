import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { chatOf, jsonFrom, post } from '../ollama/ask.ts';
import { createFakeOllama } from '../ollama/create-fake-ollama.ts';

const get = (fake: ReturnType<typeof createFakeOllama>, path: string, method = 'GET') => fake.fetch(`${fake.url}${path}`, { method });

describe('the routes about the server', () => {
  it('say that it runs, and which version', async () => {
    const fake = createFakeOllama({ clock: manualClock(), version: '0.12.3' });
    expect(await (await get(fake, '/')).text()).toBe('Ollama is running');
    expect(await jsonFrom(await get(fake, '/api/version'))).toEqual({ version: '0.12.3' });
    const head = await get(fake, '/', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('answer wrong paths and methods in plain text', async () => {
    const fake = createFakeOllama({ clock: manualClock() });
    const missing = await get(fake, '/api/api/chat');
    expect([missing.status, missing.headers.get('content-type'), await missing.text()]).toEqual([404, 'text/plain', '404 page not found']);
    const wrong = await get(fake, '/api/chat');
    expect([wrong.status, await wrong.text()]).toEqual([405, '405 method not allowed']);
  });

  it('list the installed models with their tags and the same digest in every run', async () => {
    const tags = async () => jsonFrom(await get(createFakeOllama({ clock: manualClock(), models: ['phi3', 'qwen3:8b'] }), '/api/tags'));
    expect(await tags()).toMatchObject({ models: [{ name: 'phi3:latest', details: { family: 'phi3' } }, { name: 'qwen3:8b', digest: expect.stringMatching(/^[0-9a-f]{64}$/) }] });
    expect(await tags()).toEqual(await tags());
  });

  it('show capabilities and the context length, or 404', async () => {
    const fake = createFakeOllama({ clock: manualClock(), models: [{ name: 'phi3:mini', contextTokens: 4096, capabilities: ['completion', 'thinking'] }] });
    expect(await jsonFrom(await post(fake, '/api/show', { model: 'phi3:mini' }))).toMatchObject({
      capabilities: ['completion', 'thinking'],
      model_info: { 'general.architecture': 'phi3', 'phi3.context_length': 4096 },
    });
    const missing = await post(fake, '/api/show', { model: 'phi3' });
    expect([missing.status, await missing.json()]).toEqual([404, { error: "model 'phi3' not found" }]);
    expect((await post(fake, '/api/show', {})).status).toBe(400);
  });
});

describe('GET /api/ps', () => {
  it('shows what is in memory with its real context, the one that stays longest first', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, models: ['a', 'b', 'c'] });
    await post(fake, '/api/chat', chatOf('x', { model: 'a', options: { num_ctx: 2048 }, keep_alive: 60 })).then((response) => response.text());
    await post(fake, '/api/chat', chatOf('x', { model: 'b', keep_alive: -1 })).then((response) => response.text());
    const { models } = (await jsonFrom(await get(fake, '/api/ps'))) as { models?: { name: string; context_length: number; expires_at: string }[] };
    expect(models?.map((model) => [model.name, model.context_length, model.expires_at])).toEqual([
      ['b:latest', 4096, expect.stringMatching(/^23\d\d-/)],
      ['a:latest', 2048, '2026-01-01T00:01:00Z'],
    ]);
  });

  it('is silent while a model is being loaded', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, speed: { loadMs: 1000 } });
    const chat = post(fake, '/api/chat', chatOf('x'));
    await clock.settle();
    const ps = get(fake, '/api/ps');
    await clock.advance(999);
    expect(fake.requests[1]?.answeredAt).toBeUndefined();
    await clock.runUntil(Promise.all([chat, ps]));
    expect(fake.requests[1]?.answeredAt).toBe(1000);
  });
});
