import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { jsonFrom, linesOf, post } from '../ollama/ask.ts';
import { createFakeOllama } from '../ollama/create-fake-ollama.ts';

describe('POST /api/generate', () => {
  it('streams responses and ends with the context', async () => {
    const fake = createFakeOllama({ clock: manualClock(), reply: ({ prompt }) => `${prompt}!` });
    const lines = await linesOf(await post(fake, '/api/generate', { model: 'stand-in', prompt: 'Hello' }));
    expect(lines.map((line) => [line['response'], line['done']])).toEqual([
      ['Hello', false],
      ['!', false],
      ['', true],
    ]);
    expect(lines.at(-1)).toMatchObject({ done_reason: 'stop', context: [1, 2, 3] });
  });

  it('has no context in raw mode, which forbids a system text', async () => {
    const fake = createFakeOllama({ clock: manualClock() });
    expect(await jsonFrom(await post(fake, '/api/generate', { model: 'stand-in', prompt: 'x', raw: true, stream: false }))).not.toHaveProperty('context');
    const refused = await post(fake, '/api/generate', { model: 'stand-in', prompt: 'x', raw: true, system: 's' });
    expect([refused.status, await refused.json()]).toEqual([400, { error: 'raw mode does not support template, system, or context' }]);
  });

  it('answers an unknown and an empty model with 404, other than a chat', async () => {
    const fake = createFakeOllama({ clock: manualClock() });
    expect((await post(fake, '/api/generate', { prompt: 'x' })).status).toBe(404);
    expect(await (await post(fake, '/api/generate', { model: 'phi9', prompt: 'x' })).json()).toEqual({ error: "model 'phi9' not found" });
  });

  it('only loads for an empty prompt', async () => {
    const fake = createFakeOllama({ clock: manualClock() });
    expect(await jsonFrom(await post(fake, '/api/generate', { model: 'stand-in' }))).toMatchObject({ response: '', done: true, done_reason: 'load' });
  });
});

describe('a prompt that is too long', () => {
  const long = 'word '.repeat(500);
  const fake = () => createFakeOllama({ clock: manualClock(), models: ['rendered', { name: 'native', path: 'native' }] });
  const chat = (model: string, contents: readonly string[], more: object = {}) => {
    const messages = contents.map((content, index) => ({ role: index === 0 ? 'system' : 'user', content }));
    return post(fake(), '/api/chat', { model, messages, stream: false, options: { num_ctx: 100 }, ...more });
  };

  it('loses its oldest messages first, but never system messages and never the last one', async () => {
    const reply = await jsonFrom(await chat('native', ['be brief', long, long, 'and now?']));
    expect(reply['prompt_eval_count']).toBe(4 + 5 + 1);
  });

  it('is then cut to about half the window by a rendered model, silently', async () => {
    const reply = await jsonFrom(await chat('rendered', ['be brief', long]));
    expect(reply['prompt_eval_count']).toBe(100 - (100 - 4) / 2);
  });

  it('is refused when it may not be cut', async () => {
    const response = await chat('rendered', ['be brief', long], { truncate: false });
    expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([400, expect.stringMatching(/^the prompt is longer than the context length currently available to the model; /)]);
  });

  it('is refused by a native model with a nested error that has the numbers', async () => {
    const response = await chat('native', ['be brief', long]);
    const { error } = (await response.json()) as { error: string };
    expect([response.status, JSON.parse(error)]).toEqual([
      400,
      { error: { code: 400, message: 'request (508 tokens) exceeds the available context size (100 tokens), try increasing it', type: 'exceed_context_size_error', n_prompt_tokens: 508, n_ctx: 100 } },
    ]);
  });

  it('leaves only what is left of the window to a reply when nothing may shift', async () => {
    const tokens = async (shift: boolean) => {
      const server = createFakeOllama({ clock: manualClock(), reply: () => 'a b c d e f g h i j' });
      return (await jsonFrom(await post(server, '/api/chat', { model: 'stand-in', messages: [{ role: 'user', content: 'x' }], stream: false, shift, options: { num_ctx: 8 } })))['eval_count'];
    };
    expect([await tokens(true), await tokens(false)]).toEqual([10, 4]);
  });
});
