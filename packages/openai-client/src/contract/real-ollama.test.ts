import { createCallContext, type JsonSchema } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { openAiCompatible } from '../openai-compatible.ts';
import { chunksOf, call, textOf } from './fixture.ts';

const host = process.env['PLANWEAVE_REAL_OLLAMA'];
const name = process.env['PLANWEAVE_REAL_OLLAMA_MODEL'] ?? 'qwen3:0.6b';
const schema: JsonSchema = { type: 'object', properties: { zebra: { type: 'integer', minimum: 0, maximum: 9 }, apple: { enum: ['red', 'green'] } }, required: ['zebra', 'apple'] };
const model = () => openAiCompatible({ dialect: 'ollama', model: name, ...(host === undefined ? {} : { baseUrl: host }) });

describe.skipIf(host === undefined)('openai-client on a real Ollama (set PLANWEAVE_REAL_OLLAMA to its address)', { timeout: 300_000 }, () => {
  it('C1, C4, C5, C6: a whole reply has text and usage', async () => {
    const { text, usage, timings } = await model().generate(call, createCallContext());
    expect(text).not.toBe('');
    expect(usage.replyTokens).toBeGreaterThan(0);
    expect([...Object.values(usage), ...Object.values(timings)].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  it('C2, C3: the pieces of a streamed reply are its text', async () => {
    const chunks = await chunksOf(model().stream(call, createCallContext()));
    expect(chunks.at(-1)).toMatchObject({ kind: 'end', reply: { text: textOf(chunks) } });
  });

  it('C7: the model is found under the name that it was asked by', async () => {
    expect(await model().health()).toMatchObject({ status: 'ready' });
  });

  it('C8, C9, C10: a schema is obeyed, whatever the order of its keys and the blanks', async () => {
    const asked = { messages: [{ role: 'user' as const, content: 'Give me a digit and the colour of an apple as JSON.' }], schema, sampling: { temperature: 0, maxTokens: 64 } };
    const answer = JSON.parse((await model().generate(asked, createCallContext())).text) as Record<string, unknown>;
    expect(Object.keys(answer).toSorted()).toEqual(['apple', 'zebra']);
  });
});
