import { inspect } from 'node:util';
import { BadRequestError, createCallContext, InvalidOptionError, type Sampling } from '@planweave/core-types';
import { createFakeOllama } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { call, rejectionOf, fixture, lastLine, line, modelAnswering, streamed } from './contract/fixture.ts';
import { OptionDriftError } from './errors/option-drift-error.ts';
import { ollama } from './ollama.ts';
import { ollamaHost } from './ollama-host.ts';
import type { OllamaOptions } from './options/ollama-options.ts';
import { ollamaPresets } from './options/presets.ts';

describe('ollamaHost', () => {
  it('refuses a second set of load options for a model, whatever its name is spelt like', () => {
    const host = ollamaHost();
    host.model({ model: 'phi3', contextTokens: 4_096 });
    expect(() => host.model({ model: 'phi3:latest', contextTokens: 8_192 })).toThrow(OptionDriftError);
    expect(() => host.model({ model: 'phi3', threads: 2 })).toThrow('Model "phi3" on http://127.0.0.1:11434 is used with threads undefined; 2 would reload it for everybody; use one value for all calls');
    expect(host.model({ model: 'phi3', sampling: { temperature: 0.9 } }).id).toBe('phi3@http://127.0.0.1:11434');
    expect(host.model({ model: 'phi3:mini', contextTokens: 8_192 }).id).toBe('phi3:mini@http://127.0.0.1:11434');
  });

  it('shows no key, however it is looked at', async () => {
    const fake = createFakeOllama({ faults: [{ fault: { kind: 'status', status: 400, body: { error: 'bad key s3cret-key and s3cret-header' } } }] });
    const options = { host: fake.url, fetch: fake.fetch, apiKey: 's3cret-key', headers: { 'X-Token': 's3cret-header' } };
    const host = ollamaHost(options);
    const model = host.model({ model: 'stand-in' });
    const events: unknown[] = [];
    const error = await rejectionOf(model.generate(call, createCallContext({ report: (event) => void events.push(event) })));
    expect(error).toBeInstanceOf(BadRequestError);
    const shown = [host, model, error, events, (error as BadRequestError).toJSON()].map((value) => `${inspect(value, { depth: 9, showHidden: true })} ${JSON.stringify(value)}`);
    expect(shown.join('')).not.toContain('s3cret');
    expect((error as Error).message).toContain('bad key *** and ***');
    expect(fake.requests[0]?.headers).toMatchObject({ authorization: 'Bearer s3cret-key', 'x-token': 's3cret-header' });
    await fake.stop();
  });

  it('does not show a key that no header can carry', () => {
    expect(() => ollama({ model: 'x', apiKey: 's3cret\n' })).toThrow(/option "apiKey" must be text that a header can carry(?!.*s3cret)/);
  });

  it('takes no key from the environment', async () => {
    const before = process.env['OLLAMA_API_KEY'];
    process.env['OLLAMA_API_KEY'] = 'from-the-environment';
    try {
      const { model, requests } = modelAnswering([() => streamed(line('x'), lastLine())], { host: 'https://ollama.com' });
      await model.generate(call, createCallContext());
      expect(JSON.stringify(requests[0]?.headers)).not.toMatch(/authorization|from-the-environment/i);
    } finally {
      if (before === undefined) delete process.env['OLLAMA_API_KEY'];
      else process.env['OLLAMA_API_KEY'] = before;
    }
  });

  it.each<Partial<OllamaOptions>>([
    { model: '' },
    { model: ' phi3' },
    { contextTokens: 3 },
    { contextTokens: 4096.5 },
    { batchTokens: 0 },
    { gpuLayers: -1 },
    { threads: 0 },
    { repeatPenalty: 0 },
    { keepAliveSeconds: -2 },
    { idleMs: 0 },
    { firstTokenMs: Number.NaN },
    { maxReplyBytes: 0 },
    { connectTimeoutMs: -1 },
    { sampling: { temperature: -1 } },
    { sampling: { temperature: Number.NaN } },
    { sampling: { topP: 0 } },
    { sampling: { topK: 0.5 } },
    { sampling: { seed: 2 ** 31 } },
    { sampling: { maxTokens: 0 } },
    { sampling: { maxTokens: 4_096 } },
    { sampling: { temprature: 1 } as Sampling },
    { delivery: 'slow' as 'whole' },
    { think: 'much' as 'high' },
    { runaway: { maxBlanks: 0 } },
    { runaway: { maxRepeats: 0.5 } },
    { host: 42 as unknown as string },
    { headers: { 'bad name': 'x' } },
  ])('refuses %j when the model is made', (options) => {
    expect(() => ollama({ model: 'phi3', ...options })).toThrow(InvalidOptionError);
  });

  it('names the host that is none', () => {
    expect(() => ollama({ model: 'x', host: 42 as unknown as string })).toThrow('"host" must be an http or https address, but is 42');
  });

  it('refuses sampling of a call that belongs to the loaded model, or to nothing', async () => {
    const { fake, model, context, failure } = fixture();
    const drift = await failure(model.generate({ ...call, sampling: { contextTokens: 8_192 } as Sampling }, context()));
    expect(drift).toBeInstanceOf(OptionDriftError);
    expect(drift).toMatchObject({ code: 'PLANWEAVE_OPTION_DRIFT', option: 'contextTokens', isRetryable: false, blame: 'caller' });
    expect(await failure(model.generate({ ...call, sampling: { num_ctx: 8_192 } as Sampling }, context()))).toBeInstanceOf(OptionDriftError);
    expect(await failure(model.generate({ ...call, sampling: { temp: 1 } as Sampling }, context()))).toBeInstanceOf(InvalidOptionError);
    expect(fake.requests).toHaveLength(0);
  });

  it("takes a call's sampling before the model's, and the model's before the defaults", async () => {
    const { model, context, run, sent } = fixture({}, { sampling: { temperature: 0.7, topK: 10 } });
    await run(model.generate({ ...call, sampling: { temperature: 0, seed: 7 } }, context()));
    expect(sent()['options']).toEqual({ num_ctx: 4_096, num_batch: 512, temperature: 0, top_p: 0.9, top_k: 10, seed: 7, num_predict: 512 });
  });

  it("keeps the model's sampling where a call says undefined", async () => {
    const { model, context, run, sent } = fixture({}, { sampling: { temperature: 0.7 } });
    const unsaid = { temperature: undefined, topK: undefined } as unknown as Sampling;
    await run(model.generate({ ...call, sampling: unsaid }, context()));
    expect(sent()['options']).toMatchObject({ temperature: 0.7, top_k: 40 });
  });

  it('lets a model think when the call or the options wish it, and not with a schema by itself', async () => {
    const { model, context, run, sent } = fixture({ models: [{ name: 'stand-in', capabilities: ['completion', 'thinking'] }] }, { think: 'low' });
    await run(model.generate(call, context()));
    await run(model.generate({ ...call, think: false }, context()));
    await run(model.generate({ ...call, think: true }, context()));
    expect([0, 1, 2].map((index) => sent(index)['think'])).toEqual(['low', false, 'low']);
    const plain = fixture();
    await plain.run(plain.model.generate({ ...call, schema: { type: 'object' } }, plain.context()));
    expect(plain.sent()['think']).toBe(false);
  });

  it('gives thinking in chunks of its own', async () => {
    const { model, context, run } = fixture({ models: [{ name: 'stand-in', capabilities: ['completion', 'thinking'] }], reply: () => ({ text: 'yes', thinking: 'Hm.' }) }, { think: true });
    expect(await run(model.generate(call, context()))).toMatchObject({ text: 'yes', thinking: 'Hm.' });
  });

  it('refuses a call without messages, which would only load the model', async () => {
    const { fake, model, context, failure } = fixture();
    expect(await failure(model.generate({ messages: [] }, context()))).toBeInstanceOf(BadRequestError);
    expect(fake.requests).toHaveLength(0);
  });

  it('unloads a model', async () => {
    const { model, context, run } = fixture();
    await run(model.warmUp([], context()));
    expect(await run(model.health(context()))).toMatchObject({ status: 'ready' });
    await run(model.unload(context()));
    expect(await run(model.health(context()))).toMatchObject({ status: 'cold' });
  });

  it('embeds many texts in batches', async () => {
    const { fake, model, context, run } = fixture({ models: [{ name: 'stand-in', capabilities: ['embedding'] }] });
    const texts = Array.from({ length: 70 }, (_, index) => `text ${index}`);
    const vectors = await run(model.embed(texts, context()));
    expect(vectors).toHaveLength(70);
    expect(vectors[69]).toEqual((await run(model.embed(['text 69'], context())))[0]);
    expect(fake.requests).toHaveLength(4);
    await expect(model.embed([5] as unknown as string[])).rejects.toThrow(InvalidOptionError);
  });

  it.each(Object.entries(ollamaPresets))('the preset %s can be used as it is', (_, preset) => {
    expect(ollama(preset).id).toBe(`${preset.model}@http://127.0.0.1:11434`);
  });

  it('presets that share a model must settle on one context', () => {
    const host = ollamaHost();
    host.model(ollamaPresets.qwen3Fast);
    expect(() => host.model(ollamaPresets.qwen3Strategic)).toThrow(OptionDriftError);
    expect(host.model({ ...ollamaPresets.qwen3Strategic, contextTokens: 8_192 }).id).toBe('qwen3:8b@http://127.0.0.1:11434');
  });
});
