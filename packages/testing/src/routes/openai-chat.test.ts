import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { chatOf, jsonFrom, post } from '../ollama/ask.ts';
import { createFakeOllama, type FakeOllama, type FakeOllamaOptions } from '../ollama/create-fake-ollama.ts';

const serve = (options: FakeOllamaOptions = {}): FakeOllama => createFakeOllama({ clock: manualClock(), ...options });
const ask = (fake: FakeOllama, body: unknown) => post(fake, '/v1/chat/completions', body);

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content: string; readonly reasoning?: string }; readonly finish_reason: string | null }[];
  readonly usage?: unknown;
}

async function framesOf(response: Response): Promise<(Chunk | '[DONE]')[]> {
  const frames = (await response.text()).split('\n\n').filter((frame) => frame !== '');
  return frames.map((frame) => (frame === 'data: [DONE]' ? '[DONE]' : (JSON.parse(frame.replace(/^data: /, '')) as Chunk)));
}

describe('POST /v1/chat/completions', () => {
  it('answers in one object by default', async () => {
    const response = await ask(serve({ reply: () => 'Hello there' }), chatOf('Hi'));
    expect(await jsonFrom(response)).toEqual({
      id: expect.stringMatching(/^chatcmpl-\d{1,3}$/),
      object: 'chat.completion',
      created: 1_767_225_600,
      model: 'stand-in',
      system_fingerprint: 'fp_ollama',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello there' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 4, completion_tokens: 2, total_tokens: 6 },
    });
  });

  it('streams events, a finish of its own, the usage when asked for, and [DONE]', async () => {
    const response = await ask(serve({ reply: () => 'Hello there' }), chatOf('Hi', { stream: true, stream_options: { include_usage: true } }));
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const frames = await framesOf(response);
    expect(frames.map((frame) => (frame === '[DONE]' ? frame : frame.choices.map(({ delta, finish_reason: finish }) => [delta.content, finish])))).toEqual([
      [['Hello', null]],
      [[' there', null]],
      [['', 'stop']],
      [],
      '[DONE]',
    ]);
    expect(frames[3]).toMatchObject({ choices: [], usage: { total_tokens: 6 } });
  });

  it('puts its own defaults in and translates the options and the format', async () => {
    const seen: unknown[] = [];
    const fake = serve({
      reply: ({ options, format }) => {
        seen.push(options, format);
        return '{}';
      },
    });
    await ask(fake, chatOf('Hi'));
    await ask(fake, chatOf('Hi', { temperature: 0.1, top_p: 0.5, max_tokens: 9, seed: 7, stop: 'x', num_ctx: 1, max_completion_tokens: 3, response_format: { type: 'json_schema', json_schema: { name: 'plan', schema: { type: 'object' } } } }));
    await ask(fake, chatOf('Hi', { response_format: { type: 'json_object' } }));
    expect(seen).toEqual([
      { temperature: 1, top_p: 1 },
      undefined,
      { temperature: 0.1, top_p: 0.5, num_predict: 9, seed: 7, stop: ['x'] },
      { type: 'object' },
      { temperature: 1, top_p: 1 },
      'json',
    ]);
  });

  it('makes a message of each part of a content list, and refuses images by address', async () => {
    const contents: string[] = [];
    const fake = serve({
      reply: ({ messages }) => {
        contents.push(...messages.map(({ role, content }) => `${role}: ${content}`));
        return 'OK';
      },
    });
    await ask(fake, { model: 'stand-in', messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }, { type: 'text', text: 'b' }] }] });
    expect(contents).toEqual(['user: a', 'user: b']);
    const image = await ask(fake, { model: 'stand-in', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://x/y.png' } }] }] });
    expect([image.status, await image.json()]).toMatchObject([400, { error: { message: 'invalid image input' } }]);
  });

  it('keeps thinking apart as reasoning, and can be told not to think', async () => {
    const fake = serve({ models: [{ name: 'stand-in', capabilities: ['completion', 'thinking'] }], reply: () => ({ text: 'yes', thinking: 'hm' }) });
    expect(await jsonFrom(await ask(fake, chatOf('Hi')))).toMatchObject({ choices: [{ message: { content: 'yes', reasoning: 'hm' } }] });
    expect(await framesOf(await ask(fake, chatOf('Hi', { stream: true })))).toMatchObject([{ choices: [{ delta: { content: '', reasoning: 'hm' } }] }, {}, {}, '[DONE]']);
    expect((await jsonFrom(await ask(fake, chatOf('Hi', { reasoning_effort: 'none' }))))['choices']).toEqual([
      { index: 0, message: { role: 'assistant', content: 'yes' }, finish_reason: 'stop' },
    ]);
  });

  it('writes the arguments of tools as a JSON text', async () => {
    const fake = serve({ reply: () => ({ text: '', toolCalls: [{ name: 'Scan', arguments: { radius: 5 } }] }) });
    expect(await jsonFrom(await ask(fake, chatOf('Hi', { tools: [{}] })))).toMatchObject({
      choices: [{ message: { tool_calls: [{ type: 'function', function: { name: 'Scan', arguments: '{"radius":5}' } }] }, finish_reason: 'tool_calls' }],
    });
  });

  it('swallows an error within the stream: an empty chunk, no finish, no [DONE]', async () => {
    const fake = serve({ reply: () => 'one two three', faults: [{ fault: { kind: 'fail-midway', afterChunks: 2 } }] });
    const frames = await framesOf(await ask(fake, chatOf('Hi', { stream: true })));
    expect(frames.map((frame) => frame !== '[DONE]' && [frame.choices[0]?.delta.content, frame.choices[0]?.finish_reason])).toEqual([
      ['one', null],
      [' two', null],
      ['', null],
    ]);
  });

  it.each([
    ['', 400, 'EOF', 'invalid_request_error'],
    [{ model: 'stand-in' }, 400, "[] is too short - 'messages'", 'invalid_request_error'],
    [chatOf('Hi', { model: 'phi9' }), 404, "model 'phi9' not found", 'not_found_error'],
    [chatOf('Hi', { response_format: { type: 'json_schema', json_schema: { schema: '{}' } } }), 500, expect.stringContaining('invalid format'), 'api_error'],
  ])('answers %j with %i in the shape of OpenAI', async (body, status, message, type) => {
    const response = await ask(serve(), body);
    expect([response.status, await response.json()]).toEqual([status, { error: { message, type, param: null, code: null } }]);
  });
});

describe('GET /v1/models', () => {
  it('lists the installed models, or null', async () => {
    const list = async (fake: FakeOllama, path = '/v1/models') => (await fake.fetch(`${fake.url}${path}`)).json();
    expect(await list(serve({ models: ['phi3'] }))).toEqual({ object: 'list', data: [{ id: 'phi3:latest', object: 'model', created: 1_767_225_600, owned_by: 'library' }] });
    expect(await list(serve({ models: [] }))).toEqual({ object: 'list', data: null });
    expect(await list(serve({ models: ['phi3'] }), '/v1/models/phi3')).toMatchObject({ id: 'phi3' });
    expect(await list(serve(), '/v1/models/phi3')).toMatchObject({ error: { type: 'not_found_error' } });
  });
});
