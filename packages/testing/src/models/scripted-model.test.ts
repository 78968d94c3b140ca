import { CancelledError, createCallContext, ModelServerError, PlugInError, TimedOutError, type ModelCall, type ModelChunk } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { NothingScriptedError } from './nothing-scripted-error.ts';
import { scriptedModel } from './scripted-model.ts';

const call: ModelCall = { messages: [{ role: 'user', content: 'Plan!' }] };

async function collect(stream: AsyncIterable<ModelChunk>): Promise<ModelChunk[]> {
  const chunks: ModelChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

describe('scriptedModel', () => {
  it('gives its replies in order and then throws', async () => {
    const model = scriptedModel(['one', async ({ messages }) => `two: ${messages[0]?.content}`]);
    const context = createCallContext();
    expect((await model.generate(call, context)).text).toBe('one');
    expect((await model.generate(call, context)).text).toBe('two: Plan!');
    await expect(model.generate(call, context)).rejects.toBeInstanceOf(NothingScriptedError);
    expect(model.calls.map(({ outcome }) => outcome)).toEqual(['completed', 'completed', 'failed']);
  });

  it('goes on with "otherwise" when the script is used up', async () => {
    const model = scriptedModel(['one'], { otherwise: 'again' });
    const texts = [];
    for (let turn = 0; turn < 3; turn += 1) texts.push((await model.generate(call, createCallContext())).text);
    expect(texts).toEqual(['one', 'again', 'again']);
  });

  it('streams in pieces that never cut a character, and ends with the whole reply', async () => {
    const model = scriptedModel([{ text: 'ab🙂cd', thinking: 'hm', finishReason: 'length' }], { chunkSize: 3 });
    const chunks = await collect(model.stream(call, createCallContext()));
    expect(chunks.slice(0, -1)).toEqual([
      { kind: 'thinking', text: 'hm' },
      { kind: 'text', text: 'ab' },
      { kind: 'text', text: '🙂c' },
      { kind: 'text', text: 'd' },
    ]);
    expect(chunks.at(-1)).toMatchObject({ kind: 'end', reply: { text: 'ab🙂cd', thinking: 'hm', finishReason: 'length', model: 'scripted' } });
  });

  it('throws scripted errors of the toolkit as they are and wraps others', async () => {
    const failure = new ModelServerError({ message: 'crashed', model: 'm', host: 'h' });
    const model = scriptedModel([failure, new Error('odd')]);
    await expect(model.generate(call, createCallContext())).rejects.toBe(failure);
    await expect(model.generate(call, createCallContext())).rejects.toBeInstanceOf(PlugInError);
  });

  it('takes its time on the clock of the context', async () => {
    const clock = manualClock();
    const model = scriptedModel(['abcdef'], { chunkSize: 2, delayMs: 100, chunkDelayMs: 10 });
    const reply = await clock.runUntil(model.generate(call, createCallContext({ clock })));
    expect(reply.timings).toMatchObject({ firstTokenMs: 100, totalMs: 120, decodeMs: 20 });
    expect(clock.pending).toBe(0);
  });

  it('stops at once for the caller, and leaves no timer behind', async () => {
    const clock = manualClock();
    const abort = new AbortController();
    const model = scriptedModel(['late'], { delayMs: 100 });
    const reply = model.generate(call, createCallContext({ clock, signal: abort.signal }));
    await clock.advance(50);
    abort.abort();
    await expect(reply).rejects.toBeInstanceOf(CancelledError);
    expect(clock.pending).toBe(0);
  });

  it('stops at the deadline, even when a scripted function never answers', async () => {
    const clock = manualClock();
    const model = scriptedModel(['late', () => new Promise<string>(() => {})], { delayMs: 100 });
    await expect(clock.runUntil(model.generate(call, createCallContext({ clock, budgetMs: 99 })))).rejects.toBeInstanceOf(TimedOutError);
    await expect(clock.runUntil(model.generate(call, createCallContext({ clock, budgetMs: 200 })))).rejects.toBeInstanceOf(TimedOutError);
    expect([clock.now(), clock.pending]).toEqual([299, 0]);
  });

  it('notes when the reader leaves a stream early', async () => {
    const model = scriptedModel(['abcdef'], { chunkSize: 1 });
    for await (const chunk of model.stream(call, createCallContext())) {
      if (chunk.kind === 'text' && chunk.text === 'b') break;
    }
    expect(model.calls[0]?.outcome).toBe('left');
  });

  it('checks its options', () => {
    expect(() => scriptedModel([], { chunkSize: 0 })).toThrow('chunkSize');
    expect(() => scriptedModel([], { delayMs: -1 })).toThrow('delayMs');
  });
});
