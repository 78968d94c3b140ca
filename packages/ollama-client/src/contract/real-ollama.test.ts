import { createCallContext, type JsonSchema } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { ollama } from '../ollama.ts';
import { chunksOf, call, textOf } from './fixture.ts';

const host = process.env['PLANWEAVE_REAL_OLLAMA'];
const name = process.env['PLANWEAVE_REAL_OLLAMA_MODEL'] ?? 'qwen3:0.6b';
const schema: JsonSchema = { type: 'object', properties: { zebra: { type: 'integer', minimum: 0, maximum: 9 }, apple: { enum: ['red', 'green'] } }, required: ['zebra', 'apple'] };
const asked = { messages: [{ role: 'user' as const, content: 'Give me a digit and the colour of an apple as JSON.' }], schema, sampling: { temperature: 0, maxTokens: 64 } };
const model = (options: { readonly model?: string; readonly delivery?: 'stream' | 'whole' } = {}) => ollama({ model: name, contextTokens: 2_048, ...(host === undefined ? {} : { host }), ...options });

describe.skipIf(host === undefined)('ollama-client on a real server (set PLANWEAVE_REAL_OLLAMA to its address)', { timeout: 300_000 }, () => {
  it('C1: a whole reply has text, usage and durations', async () => {
    const reply = await model({ delivery: 'whole' }).generate(call, createCallContext());
    expect(reply.text).not.toBe('');
    expect(reply.usage.promptTokens).toBeGreaterThan(0);
    expect(reply.usage.replyTokens).toBeGreaterThan(0);
    expect(reply.timings.decodeMs).toBeGreaterThan(0);
    expect(reply.timings.decodeMs).toBeLessThanOrEqual(reply.timings.totalMs);
  });

  it('C2: the pieces of a streamed reply are its text', async () => {
    const chunks = await chunksOf(model().stream(call, createCallContext()));
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.at(-1)).toMatchObject({ kind: 'end', reply: { text: textOf(chunks) } });
  });

  it('C3: a reply of one token has it', async () => {
    const reply = await model().generate({ ...call, sampling: { maxTokens: 1 } }, createCallContext());
    expect(reply).toMatchObject({ finishReason: 'length' });
    expect(reply.text).not.toBe('');
  });

  it('C4: no number is NaN or negative', async () => {
    const { usage, timings } = await model().generate(call, createCallContext());
    expect([...Object.values(usage), ...Object.values(timings)].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  it('C5, C6: unknown fields and times of this server do no harm', async () => {
    expect((await model().generate(asked, createCallContext())).finishReason).toBe('stop');
  });

  it('C7: the model is found under the name that it was asked by', async () => {
    expect((await model().generate(call, createCallContext())).model).toContain(name.replace(/:latest$/, ''));
    expect(await model().health()).toMatchObject({ problem: undefined });
  });

  it('C8, C9, C10: a schema is obeyed, whatever the order of its keys and the blanks', async () => {
    const answer = JSON.parse((await model().generate(asked, createCallContext())).text) as Record<string, unknown>;
    expect(Object.keys(answer).toSorted()).toEqual(['apple', 'zebra']);
    expect(['red', 'green']).toContain(answer['apple']);
    expect(Number.isInteger(answer['zebra'])).toBe(true);
  });
});
