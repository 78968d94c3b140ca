import { createCallContext, type JsonSchema } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { chunksOf, call, done, elsewhere, event, fixture, finish, modelAnswering, piece, rejectionOf, replyTo, streamed, textOf } from './fixture.ts';

describe('openai-client, contract: happy path', () => {
  it('C1: a server that answers with one document instead of a stream is understood', async () => {
    const document = {
      id: 'chatcmpl-7',
      object: 'chat.completion',
      model: 'stand-in',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
    };
    const { model, bodies } = modelAnswering([() => Response.json(document)]);
    expect(await model.generate(call, createCallContext())).toMatchObject({ text: 'Hello', finishReason: 'stop', usage: { promptTokens: 5, replyTokens: 2 } });
    expect(bodies[0]).toMatchObject({ stream: true, stream_options: { include_usage: true }, temperature: 0.1, top_p: 0.9, top_k: 40, seed: 0, max_tokens: 512 });
  });

  it('C2: the pieces of a streamed reply are the text of the whole one', async () => {
    const { model, context, run, fake } = fixture();
    const chunks = await run(chunksOf(model.stream(call, context())));
    const reply = await run(model.generate(call, context()));
    expect(chunks.length).toBeGreaterThan(5);
    expect(textOf(chunks)).toBe(reply.text);
    expect(reply.usage.promptTokens).toBe(fake.requests[1]?.promptTokens);
  });

  it('C3: text in the event that ends the reply is not lost', async () => {
    expect((await replyTo(piece('{"a"'), piece(':1}', { finish_reason: 'stop' }), done)).text).toBe('{"a":1}');
  });

  it.each(['missing', 'zero', 'negative', 'huge'] as const)('C4: usage that is %s gives no NaN', async (how) => {
    const { fake, model, context, run } = fixture();
    fake.inject({ kind: 'metrics', how });
    const { usage, timings } = await run(model.generate(call, context()));
    expect([...Object.values(usage), ...Object.values(timings)].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  it('C5: unknown fields at every level are ignored', async () => {
    const strange = event({ new_field: 1, choices: [{ index: 0, delta: { content: 'x', refusal: null, colour: 'teal' }, logprobs: null, finish_reason: 'stop', stop_reason: 3 }] });
    expect((await replyTo(strange, done)).text).toBe('x');
  });

  it.each(['yesterday', undefined, null])('C6: created %s does no harm', async (created) => {
    expect((await replyTo(event({ created, choices: [{ delta: { content: 'x' }, finish_reason: 'stop' }] }), done)).text).toBe('x');
  });

  it('C7: the model may answer under a longer name', async () => {
    expect(await replyTo(event({ model: 'stand-in:latest', choices: [{ delta: { content: 'x' }, finish_reason: 'stop' }] }), done)).toMatchObject({ model: 'stand-in:latest' });
  });

  it('C8: a schema is sent as an object with its keys in their order', async () => {
    const schema: JsonSchema = { type: 'object', properties: { zebra: { type: 'integer' }, apple: { type: 'string' } }, required: ['zebra', 'apple'], additionalProperties: false };
    const { fake, model, context, run } = fixture();
    await run(model.generate({ ...call, schema }, context()));
    const wire = new TextDecoder().decode(fake.requests[0]?.rawBody);
    expect(wire).toContain(`"response_format":{"type":"json_schema","json_schema":{"name":"reply","strict":true,"schema":${JSON.stringify(schema)}}}`);
  });

  it('C8: strict is asked for only when every object is closed and every property required, at every depth', async () => {
    const strictOf = async (schema: JsonSchema) => {
      const { model, bodies } = modelAnswering([() => streamed(piece('x'), finish(), done)]);
      await model.generate({ ...call, schema }, createCallContext());
      return (bodies[0] as { response_format: { json_schema: { strict: boolean } } }).response_format.json_schema.strict;
    };
    const closed: JsonSchema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };
    const { additionalProperties: _, ...open } = closed;
    const { required: __, ...loose } = closed;
    expect(await strictOf(closed)).toBe(true);
    expect(await strictOf({ type: 'array', items: { anyOf: [closed, { type: 'null' }] } })).toBe(true);
    expect(await strictOf({ ...closed, properties: { a: open } })).toBe(false);
    expect(await strictOf({ type: 'object' })).toBe(false);
    expect(await strictOf(loose)).toBe(false);
    expect(await strictOf({ type: 'array', items: { anyOf: [loose] } })).toBe(false);
    expect(await strictOf({ type: 'object', additionalProperties: { type: 'string' } })).toBe(false);
  });

  it('C9, C10: the text is passed on as it came, whatever the order of its keys and the blanks', async () => {
    expect(JSON.parse((await replyTo(piece('\n{\n\t"a": 1,'), piece('\n"b": 2}\n '), finish(), done)).text)).toEqual({ a: 1, b: 2 });
  });

  it('C11: thinking in the text is kept apart from the answer', async () => {
    const chunks = await chunksOf(modelAnswering([() => streamed(piece('<thi'), piece('nk>Hm.</think>\n{'), piece('}'), finish(), done)]).model.stream(call, createCallContext()));
    expect(textOf(chunks)).toBe('{}');
    expect(chunks.at(-1)).toMatchObject({ reply: { text: '{}', thinking: 'Hm.' } });
  });
  elsewhere('C11: a fence around the answer is taken off', 'plan-parser does that: a fence is part of the text');

  it('C12: escaped characters are decoded', async () => {
    const { model, context, run } = fixture({ reply: () => 'a < b && c > d' });
    expect((await run(model.generate(call, context()))).text).toBe('a < b && c > d');
  });

  it('C13: embedding gives a vector for each text in their order, also when the server answers in another', async () => {
    const data = [
      { index: 1, embedding: [0, 1] },
      { index: 0, embedding: [1, 0] },
    ];
    const { model, bodies } = modelAnswering([() => Response.json({ data })]);
    expect(await model.embed(['a', 'b'], createCallContext())).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(bodies[0]).toEqual({ model: 'stand-in', input: ['a', 'b'], encoding_format: 'float' });
  });

  it('C13: vectors that come as base64, although they were not asked for so, are read', async () => {
    const base64 = Buffer.from(new Float32Array([0.5, -2]).buffer).toString('base64');
    expect(await modelAnswering([() => Response.json({ data: [{ index: 0, embedding: base64 }] })]).model.embed(['a'], createCallContext())).toEqual([[0.5, -2]]);
    expect(await rejectionOf(modelAnswering([() => Response.json({ data: [{ index: 0, embedding: '!' }] })]).model.embed(['a'], createCallContext()))).toMatchObject({ code: 'PLANWEAVE_PROTOCOL' });
  });

  it('C13: the same through a server', async () => {
    const { model, context, run } = fixture({ models: [{ name: 'stand-in', capabilities: ['embedding'] }] });
    const all = await run(model.embed(Array.from({ length: 40 }, (_, index) => `text ${index}`), context()));
    expect(all).toHaveLength(40);
    expect(all[39]).toEqual((await run(model.embed(['text 39'], context())))[0]);
  });

  it('C14: embedding nothing sends nothing', async () => {
    const { fake, model, context } = fixture();
    expect(await model.embed([], context())).toEqual([]);
    expect(fake.requests).toHaveLength(0);
  });

  elsewhere('C15: a warm-up loads the model', 'the OpenAI protocol has no way to load a model; ollama-client has');
  elsewhere('C16: capabilities that a server does not tell are unknown', 'the OpenAI protocol has no way to ask; ollama-client has');

  it('C17: a server without models, which says null, has an empty list', async () => {
    const { model, context, run } = fixture({ models: [] });
    expect(await run(model.listModels(context()))).toEqual([]);
    expect(await run(model.health(context()))).toMatchObject({ status: 'missing', problem: { code: 'PLANWEAVE_MODEL_NOT_FOUND' } });
  });

  it('lists models, with their context windows where the server says them', async () => {
    const data = [{ id: 'stand-in', max_model_len: 8_192 }, { id: 'other' }, { name: 'no id' }, null];
    const { model } = modelAnswering([() => Response.json({ data })]);
    expect(await model.listModels(createCallContext())).toEqual([
      { name: 'stand-in', contextTokens: 8_192 },
      { name: 'other', contextTokens: undefined },
    ]);
  });

  it('reads the timings and the remembered tokens of llama.cpp and vLLM', async () => {
    const timings = { cache_n: 30, prompt_ms: 12.5, predicted_ms: 80 };
    const last = event({ choices: [], usage: { prompt_tokens: 40, completion_tokens: 3 }, timings });
    expect(await replyTo(piece('x'), finish(), last, done)).toMatchObject({ cachedPromptTokens: 30, timings: { prefillMs: 12.5, decodeMs: 80 } });
    const vllm = event({ choices: [], usage: { prompt_tokens: 40, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 16 } } });
    expect(await replyTo(piece('x'), finish(), vllm, done)).toMatchObject({ cachedPromptTokens: 16 });
    expect(await replyTo(piece('x'), finish(), done)).toMatchObject({ cachedPromptTokens: undefined });
  });
});
