import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { chatOf, jsonFrom, linesOf, post } from '../ollama/ask.ts';
import { createFakeOllama } from '../ollama/create-fake-ollama.ts';

describe('POST /api/chat', () => {
  it('streams one NDJSON line a token and ends with done and metrics', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, reply: () => 'two wordss', speed: { loadMs: 1000, prefillTokensPerSecond: 100, decodeTokensPerSecond: 10 } });
    const response = await clock.runUntil(post(fake, '/api/chat', chatOf('Hello')));
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(await clock.runUntil(linesOf(response))).toEqual([
      { model: 'stand-in', created_at: '2026-01-01T00:00:01.14Z', message: { role: 'assistant', content: 'two' }, done: false },
      { model: 'stand-in', created_at: '2026-01-01T00:00:01.24Z', message: { role: 'assistant', content: ' words' }, done: false },
      { model: 'stand-in', created_at: '2026-01-01T00:00:01.34Z', message: { role: 'assistant', content: 's' }, done: false },
      {
        model: 'stand-in',
        created_at: '2026-01-01T00:00:01.34Z',
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: 'stop',
        total_duration: 1_340_000_000,
        load_duration: 1_000_000_000,
        prompt_eval_count: 4,
        prompt_eval_duration: 40_000_000,
        eval_count: 3,
        eval_duration: 300_000_000,
      },
    ]);
  });

  it('is silent, without even headers, until the first token', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, speed: { loadMs: 500, decodeTokensPerSecond: 10 } });
    let hasHeaders = false;
    const response = post(fake, '/api/chat', chatOf('Hello')).then(() => {
      hasHeaders = true;
    });
    await clock.advance(599);
    expect(hasHeaders).toBe(false);
    await clock.advance(1);
    expect(hasHeaders).toBe(true);
    await response;
  });

  it('answers in one object without streaming, and leaves out every metric that is 0', async () => {
    const fake = createFakeOllama({ clock: manualClock(), reply: () => 'Hello there' });
    const response = await post(fake, '/api/chat', chatOf('Hi', { stream: false }));
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await jsonFrom(response)).toEqual({
      model: 'stand-in',
      created_at: '2026-01-01T00:00:00Z',
      message: { role: 'assistant', content: 'Hello there' },
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 4,
      eval_count: 2,
    });
  });

  it('gives the reply function the request in plain words', async () => {
    const seen: unknown[] = [];
    const fake = createFakeOllama({
      clock: manualClock(),
      reply: (request, { number }) => {
        seen.push({ ...request, body: undefined }, number);
        return '{}';
      },
    });
    await post(fake, '/api/chat', { model: 'stand-in', stream: false, format: { type: 'object' }, options: { seed: 7 }, messages: [{ role: 'USER', content: 'Plan!' }] });
    expect(seen).toEqual([
      { path: '/api/chat', model: 'stand-in', messages: [{ role: 'user', content: 'Plan!' }], prompt: '', format: { type: 'object' }, options: { seed: 7 }, stream: false, think: false, body: undefined },
      1,
    ]);
  });

  it('loses the order of the keys of a schema on the native path, and keeps it on the rendered one', async () => {
    const format = { type: 'object', properties: { b: { type: 'string' }, a: { type: 'string' } } };
    const fake = createFakeOllama({ clock: manualClock(), models: ['stand-in', { name: 'native', path: 'native' }], reply: (request) => JSON.stringify(request.format) });
    const seen = async (model: string) => (await jsonFrom(await post(fake, '/api/chat', chatOf('Hi', { model, format, stream: false })))).message?.content;
    expect(await seen('stand-in')).toBe(JSON.stringify(format));
    expect(await seen('native')).toBe('{"properties":{"a":{"type":"string"},"b":{"type":"string"}},"type":"object"}');
  });

  it('brings any text whole, however its bytes are cut', async () => {
    const hows = fc.constantFrom('bytes', 'split-utf8', 'single-write', undefined);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 80 }), hows, async (text, how) => {
        const faults = how === undefined ? [] : [{ fault: { kind: 'rechunk', how } } as const];
        const fake = createFakeOllama({ clock: manualClock(), models: [{ name: 'stand-in', path: 'native' }], reply: () => text, faults });
        const lines = await linesOf(await post(fake, '/api/chat', chatOf('Hi')));
        expect(lines.map((line) => line.message?.content).join('')).toBe(text);
      }),
    );
  });

  it('stops at num_predict with the reason length, and at a stop text with the reason stop', async () => {
    const fake = createFakeOllama({ clock: manualClock(), reply: () => 'one two three four' });
    const short = await jsonFrom(await post(fake, '/api/chat', chatOf('Hi', { stream: false, options: { num_predict: 2 } })));
    expect([short.message?.content, short['done_reason'], short['eval_count']]).toEqual(['one two', 'length', 2]);
    const stopped = await jsonFrom(await post(fake, '/api/chat', chatOf('Hi', { stream: false, options: { stop: [' three'] } })));
    expect([stopped.message?.content, stopped['done_reason']]).toEqual(['one two', 'stop']);
  });

  it('carries scripted pieces as they are, thinking apart, and text in the final line', async () => {
    const fake = createFakeOllama({
      clock: manualClock(),
      models: [{ name: 'stand-in', capabilities: ['completion', 'thinking'] }],
      reply: () => ({ text: 'abcd', pieces: ['ab', 'cd'], thinking: 'hm', finalText: 'e' }),
    });
    const lines = await linesOf(await post(fake, '/api/chat', chatOf('Hi')));
    expect(lines.map((line) => line.message)).toEqual([
      { role: 'assistant', content: '', thinking: 'hm' },
      { role: 'assistant', content: 'ab' },
      { role: 'assistant', content: 'cd' },
      { role: 'assistant', content: 'e' },
    ]);
    const quiet = await linesOf(await post(fake, '/api/chat', chatOf('Hi', { think: false })));
    expect(quiet[0]?.message).toEqual({ role: 'assistant', content: 'ab' });
  });

  it('reports calls of tools with arguments as an object', async () => {
    const fake = createFakeOllama({ clock: manualClock(), reply: () => ({ text: '', toolCalls: [{ name: 'Scan', arguments: { radius: 5 } }] }) });
    const lines = await linesOf(await post(fake, '/api/chat', chatOf('Hi', { tools: [{ type: 'function' }] })));
    expect(lines.at(-1)?.message).toMatchObject({ tool_calls: [{ function: { index: 0, name: 'Scan', arguments: { radius: 5 } } }] });
  });

  it('only loads the model for an empty chat, and unloads it for a keep_alive of 0, in one object even when streaming', async () => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, speed: { loadMs: 100 } });
    const loaded = await clock.runUntil(post(fake, '/api/chat', { model: 'stand-in', messages: [], keep_alive: -1 }));
    expect([loaded.headers.get('content-type'), await jsonFrom(loaded)]).toMatchObject(['application/json; charset=utf-8', { done: true, done_reason: 'load' }]);
    expect(clock.now()).toBe(100);
    const unloaded = await clock.runUntil(post(fake, '/api/chat', { model: 'stand-in', keep_alive: 0 }));
    expect(await jsonFrom(unloaded)).toMatchObject({ done: true, done_reason: 'unload', message: { role: 'assistant', content: '' } });
    await clock.runUntil(post(fake, '/api/chat', chatOf('Hi')));
    expect(fake.loads).toHaveLength(2);
  });

  it('gives up on more than 30 equal tokens: no final line, and done false without streaming', async () => {
    const fake = createFakeOllama({ clock: manualClock(), reply: () => `{${'\n'.repeat(4 * 40)}}`, models: ['stand-in', { name: 'native', path: 'native' }] });
    const lines = await linesOf(await post(fake, '/api/chat', chatOf('Hi')));
    expect([lines.length, lines.at(-1)?.['done']]).toEqual([32, false]);
    const whole = await jsonFrom(await post(fake, '/api/chat', chatOf('Hi', { stream: false })));
    expect([whole['done'], whole['done_reason'], whole['eval_count']]).toEqual([false, undefined, undefined]);
    const native = await linesOf(await post(fake, '/api/chat', chatOf('Hi', { model: 'native' })));
    expect(native.at(-1)?.['done']).toBe(true);
  });

  it.each([
    ['', 400, { error: 'missing request body' }],
    ['{"model":', 400, { error: 'unexpected EOF' }],
    ['{x}', 400, { error: "invalid character 'x' looking for beginning of value" }],
    ['[]', 400, { error: 'json: cannot unmarshal array into Go value of type api.ChatRequest' }],
    ['{"model":"stand-in","messages":"Hi"}', 400, { error: 'json: cannot unmarshal string into Go struct field ChatRequest.messages of type []api.Message' }],
    ['{"messages":[]}', 400, { error: 'model is required' }],
    ['{"model":"a b"}', 400, { error: 'invalid model name' }],
    ['{"model":"phi9"}', 404, { error: "model 'phi9' not found" }],
    ['{"model":"embedder","messages":[]}', 400, { error: '"embedder" does not support chat' }],
    ['{"model":"plain","tools":[{}]}', 400, { error: 'registry.ollama.ai/library/plain:latest does not support tools' }],
    ['{"model":"stand-in","think":true}', 400, { error: '"stand-in" does not support thinking' }],
    ['{"model":"stand-in","think":"very"}', 400, { error: 'invalid think value: "very" (must be "high", "medium", "low", "max", true, or false)' }],
    ['{"model":"stand-in","keep_alive":"300"}', 400, { error: 'time: missing unit in duration "300"' }],
    ['{"model":"stand-in","messages":[{}],"options":{"temperature":"hot"}}', 500, { error: 'option "temperature" must be of type float32' }],
    ['{"model":"stand-in","messages":[{}],"options":{"stop":"x"}}', 500, { error: 'option "stop" must be of type array' }],
    ['{"model":"stand-in","messages":[{}],"format":"{}"}', 500, { error: String.raw`invalid format: "\"{}\""; expected "json" or a valid JSON Schema object` }],
    [
      '{"model":"stand-in","messages":[{}],"format":{"properties":{"a":true}}}',
      400,
      { error: String.raw`{"error":{"code":400,"message":"\"json_schema\": JSON schema conversion failed:\nUnrecognized schema: true","type":"invalid_request_error"}}` },
    ],
  ])('answers %s with %i', async (body, status, error) => {
    const fake = createFakeOllama({
      clock: manualClock(),
      models: ['stand-in', { name: 'embedder', capabilities: ['embedding'] }, { name: 'plain', capabilities: ['completion'] }],
    });
    const response = await post(fake, '/api/chat', body);
    expect([response.status, await response.json()]).toEqual([status, error]);
  });

  it('accepts unknown options and a null where nothing is meant', async () => {
    const fake = createFakeOllama({ clock: manualClock() });
    const response = await post(fake, '/api/chat', chatOf('Hi', { options: { mirostat: 'x', num_cxt: 1, temperature: null }, think: null, format: null, keep_alive: null }));
    expect(response.status).toBe(200);
  });

  it('turns an error of the reply function into a 500', async () => {
    const fake = createFakeOllama({
      clock: manualClock(),
      reply: () => {
        throw new Error('no idea');
      },
    });
    const response = await post(fake, '/api/chat', chatOf('Hi'));
    expect([response.status, await response.json()]).toEqual([500, { error: 'no idea' }]);
  });
});
