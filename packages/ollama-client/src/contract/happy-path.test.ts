import { createCallContext, type JsonSchema } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { chunksOf, call, elsewhere, fixture, lastLine, line, modelAnswering, replyTo, textOf } from './fixture.ts';

describe('ollama-client, contract: happy path', () => {
  it('C1: a reply that is not streamed has its text, its usage and durations in milliseconds', async () => {
    const speed = { loadMs: 2_000, prefillTokensPerSecond: 1_000, decodeTokensPerSecond: 100 };
    const { fake, model, context, run, sent } = fixture({ speed }, { delivery: 'whole' });
    const reply = await run(model.generate(call, context()));
    expect(reply.text).toBe('{"steps":[{"act":"Wait"}]}');
    const { promptTokens, replyTokens } = reply.usage;
    expect(promptTokens).toBe(fake.requests[0]?.promptTokens);
    expect(replyTokens).toBeGreaterThan(3);
    expect(reply.timings.loadMs).toBeCloseTo(2_000);
    expect(reply.timings.prefillMs).toBeCloseTo(promptTokens);
    expect(reply.timings.decodeMs).toBeCloseTo(replyTokens * 10);
    expect(reply.timings.totalMs).toBeCloseTo(2_000 + promptTokens + replyTokens * 10);
    expect(reply.ollama).toMatchObject({ wasColdLoad: true, isPromptTruncated: false });
    expect(reply.ollama.tokensPerSecond).toBeCloseTo(100);
    expect(sent()).toMatchObject({ stream: false, think: false, truncate: false, options: { num_ctx: 4096, num_batch: 512 } });
  });

  it('C2: the pieces of a streamed reply are the text of the whole one', async () => {
    const { model, context, run } = fixture();
    const chunks = await run(chunksOf(model.stream(call, context())));
    const reply = await run(model.generate(call, context()));
    expect(chunks.length).toBeGreaterThan(5);
    expect(textOf(chunks)).toBe(reply.text);
    expect(chunks.at(-1)).toMatchObject({ kind: 'end', reply: { text: reply.text } });
  });

  it('C3: text in the final line is not lost', async () => {
    const { model, context, run } = fixture({ reply: () => ({ text: '{"steps":', finalText: '[]}' }) });
    const chunks = await run(chunksOf(model.stream(call, context())));
    expect(textOf(chunks)).toBe('{"steps":[]}');
    expect(chunks.at(-1)).toMatchObject({ reply: { text: '{"steps":[]}' } });
  });

  it.each(['missing', 'zero', 'negative', 'huge'] as const)('C4: metrics that are %s give counts of 0 and no NaN', async (how) => {
    const { fake, model, context, run } = fixture();
    fake.inject({ kind: 'metrics', how });
    const { usage, timings, ollama } = await run(model.generate(call, context()));
    expect(usage).toEqual({ promptTokens: 0, replyTokens: 0 });
    expect([timings.loadMs, timings.prefillMs, timings.decodeMs, ollama.serverMs, ollama.tokensPerSecond].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  it('C5: unknown fields at every level are ignored', async () => {
    const strange = { new_field: { deep: [1] }, message: { role: 'assistant', content: 'x', images: null, colour: 'teal' } };
    expect((await replyTo(line('', strange), lastLine('', { extra: true }))).text).toBe('x');
  });

  it.each(['yesterday', undefined, 5])('C6: created_at %s does no harm', async (created_at) => {
    expect((await replyTo(line('x', { created_at }), lastLine('', { created_at }))).text).toBe('x');
  });

  it('C7: a name without a tag is the model that the server calls latest', async () => {
    expect(await replyTo(line('x'), lastLine('', { model: 'stand-in:latest' }))).toMatchObject({ text: 'x', model: 'stand-in:latest' });
  });

  it('C8: a schema is sent as an object with its keys in their order', async () => {
    const schema: JsonSchema = { type: 'object', properties: { zebra: { type: 'integer' }, apple: { type: 'string', maxLength: 5 } }, required: ['zebra', 'apple'] };
    const { fake, model, context, run } = fixture();
    await run(model.generate({ ...call, schema }, context()));
    expect(new TextDecoder().decode(fake.requests[0]?.rawBody)).toContain(`"format":${JSON.stringify(schema)}`);
  });

  it('C9: keys in alphabetical order are passed on as they came', async () => {
    const { fake, model, context, run } = fixture({ reply: () => '{"b":1,"a":2}' });
    fake.inject({ kind: 'content', how: 'sorted-keys' });
    expect(JSON.parse((await run(model.generate(call, context()))).text)).toEqual({ b: 1, a: 2 });
  });

  it('C10: a pretty-printed reply with blank space around it stays readable JSON', async () => {
    expect(JSON.parse((await replyTo(line('\n{\n\t"a":'), line(' 1\n}'), lastLine('  \n'))).text)).toEqual({ a: 1 });
  });

  it('C11: thinking in the text is kept apart from the answer', async () => {
    const { fake, model, context, run } = fixture();
    fake.inject({ kind: 'content', how: 'thinking' });
    const chunks = await run(chunksOf(model.stream(call, context())));
    expect(textOf(chunks)).toBe('{"steps":[{"act":"Wait"}]}');
    expect(chunks.at(-1)).toMatchObject({ reply: { text: '{"steps":[{"act":"Wait"}]}', thinking: '\nThe user wants JSON. Let me see.\n' } });
  });
  elsewhere('C11: a fence around the answer is taken off', 'plan-parser does that: a fence is part of the text');

  it('C12: characters that Go escapes are decoded', async () => {
    const { fake, model, context, run } = fixture({ reply: () => 'a < b && c > d' });
    expect((await run(model.generate(call, context()))).text).toBe('a < b && c > d');
    expect(fake.requests).toHaveLength(1);
    expect((await replyTo('{"message":{"content":"\\u003c\\u0026\\u003e"},"done":true}')).text).toBe('<&>');
  });

  it('C13: embedding gives a vector for each text in their order, and sends a list even for one', async () => {
    const { model, context, run, sent } = fixture({ models: [{ name: 'stand-in', capabilities: ['embedding'] }] });
    const all = await run(model.embed(['a', 'b', 'c'], context()));
    const one = await run(model.embed(['b'], context()));
    expect(all).toHaveLength(3);
    expect(all[1]).toEqual(one[0]);
    expect(sent(1)).toMatchObject({ input: ['b'], truncate: false });
  });

  it('C14: embedding nothing sends nothing', async () => {
    const { fake, model, context } = fixture();
    expect(await model.embed([], context())).toEqual([]);
    expect(fake.requests).toHaveLength(0);
  });

  it('C15: a warm-up loads the model with the options of the calls', async () => {
    const { fake, model, context, run, sent } = fixture({ speed: { loadMs: 1_500 } }, { keepAliveSeconds: 600 });
    await run(model.warmUp([], context()));
    const reply = await run(model.generate(call, context()));
    expect(sent()).toMatchObject({ messages: [], keep_alive: 600, options: { num_ctx: 4096, num_batch: 512 } });
    expect(sent(1)).not.toHaveProperty('keep_alive');
    expect(reply.ollama.wasColdLoad).toBe(false);
    expect(fake.loads).toHaveLength(1);
  });

  it('C15: a warm-up says whether the model had to be loaded, and how long that took', async () => {
    const { model, context, run } = fixture({ speed: { loadMs: 1_500 } });
    expect(await run(model.warmUp([], context()))).toEqual({ wasColdLoad: true, loadMs: 1_500, prefillMs: 0, prefixTokens: 0 });
    expect(await run(model.warmUp([], context()))).toEqual({ wasColdLoad: false, loadMs: 0, prefillMs: 0, prefixTokens: 0 });
  });

  it('C15: a warm-up is answered by one object that says it was loaded', async () => {
    const loaded = { model: 'stand-in', created_at: '', message: { role: 'assistant', content: '' }, done: true, done_reason: 'load', load_duration: 2e9 };
    const { model } = modelAnswering([() => Response.json(loaded)]);
    expect(await model.warmUp([], createCallContext())).toEqual({ wasColdLoad: true, loadMs: 2_000, prefillMs: 0, prefixTokens: 0 });
  });

  it('C16: capabilities that a server does not tell are unknown, not absent', async () => {
    const { model, context, run } = fixture({ models: [{ name: 'stand-in', capabilities: ['completion', 'thinking'], contextTokens: 8_192 }] });
    expect(await run(model.modelInfo(context()))).toMatchObject({ capabilities: ['completion', 'thinking'], trainedContextTokens: 8_192 });
    const old = modelAnswering([() => Response.json({ modelfile: '', details: {} })]).model;
    expect(await old.modelInfo(createCallContext())).toEqual({ capabilities: undefined, architecture: undefined, trainedContextTokens: undefined });
  });

  it('C17: a server without models has an empty list', async () => {
    const { model, context, run } = fixture({ models: [] });
    expect(await run(model.listModels(context()))).toEqual([]);
    expect(await modelAnswering([() => Response.json({ models: null })]).model.listModels(createCallContext())).toEqual([]);
  });
});
