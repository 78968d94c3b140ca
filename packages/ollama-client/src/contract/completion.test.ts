import { createCallContext, InvalidOutputError, ModelServerError, OutputTruncatedError, UnfinishedReplyError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import type { OllamaChunk } from '../chat/ollama-reply.ts';
import { call, elsewhere, rejectionOf, fixture, lastLine, line, modelAnswering, replyTo, streamed, textOf } from './fixture.ts';

describe('ollama-client, contract: abnormal completion', () => {
  it.each([0, 2])('C25: a stream that ends after %i lines without "done" is unfinished, and worth another try', async (afterChunks) => {
    const { fake, model, context, failure } = fixture();
    fake.inject({ kind: 'unfinished', afterChunks });
    const error = await failure(model.generate(call, context()));
    expect(error).toBeInstanceOf(UnfinishedReplyError);
    expect(error).toMatchObject({ isRetryable: true, blame: 'server', phase: 'decode' });
    expect(fake.requests).toHaveLength(1);
  });
  elsewhere('C25: it is tried again at most n times', 'resilience retries; a client makes one call');

  it('C26: a whole reply that says it is not done is unfinished', async () => {
    const { fake, model, context, failure } = fixture({}, { delivery: 'whole' });
    fake.inject({ kind: 'unfinished' });
    expect(await failure(model.generate(call, context()))).toBeInstanceOf(UnfinishedReplyError);
  });

  it('C27: an error in the middle of a reply is a failure of the server; what was written before is in the stream', async () => {
    const { fake, model, context, failure } = fixture();
    fake.inject({ kind: 'fail-midway', afterChunks: 3, message: 'an error was encountered while running the model: unexpected EOF' });
    const seen: OllamaChunk[] = [];
    const consume = async () => {
      for await (const chunk of model.stream(call, context())) seen.push(chunk);
    };
    const error = await failure(consume());
    expect(error).toBeInstanceOf(ModelServerError);
    expect(error).toMatchObject({ isRetryable: true, status: undefined });
    expect(seen).toHaveLength(3);
    expect('{"steps":[{"act":"Wait"}]}'.startsWith(textOf(seen))).toBe(true);
  });

  it('C28: a whole reply with status 200 that is an error is a failure of the server', async () => {
    const { model } = modelAnswering([() => Response.json({ error: 'something broke' })], { delivery: 'whole' });
    const error = await rejectionOf(model.generate(call, createCallContext()));
    expect(error).toBeInstanceOf(ModelServerError);
    expect((error as Error).message).toContain('something broke');
  });

  it('C29: a reply at its token limit says so, and is an error for those who want whole replies only', async () => {
    const sampling = { maxTokens: 3 };
    const lenient = fixture({}, { sampling });
    expect(await lenient.run(lenient.model.generate(call, lenient.context()))).toMatchObject({ finishReason: 'length', usage: { replyTokens: 3 } });
    const strict = fixture({}, { sampling, truncatedReply: 'throw' });
    const error = await strict.failure(strict.model.generate(call, strict.context()));
    expect(error).toBeInstanceOf(OutputTruncatedError);
    expect((error as Error).message).toContain('raise sampling.maxTokens');
  });
  elsewhere('C29: the budget is raised once', 'the planner does that: it knows the time left');

  it('C30: an answer that is only thought is no answer', async () => {
    const thought = { message: { role: 'assistant', content: '', thinking: 'Hm.' } };
    const error = await rejectionOf(replyTo(line('', thought), lastLine()));
    expect(error).toBeInstanceOf(InvalidOutputError);
    expect(error).toMatchObject({ isRetryable: true, blame: 'model' });
    expect((error as Error).message).toContain('send think: false');
  });

  it('C30: thinking that used up the limit says what to do', async () => {
    const thought = { message: { role: 'assistant', content: '', thinking: 'Hm.' } };
    const error = await rejectionOf(replyTo(line('', thought), lastLine('', { done_reason: 'length' })));
    expect(error).toBeInstanceOf(OutputTruncatedError);
    expect((error as Error).message).toContain('while it was thinking; send think: false, or raise sampling.maxTokens');
  });
  elsewhere('C30: it is tried again with think: false', 'the planner does that; without a wish a call never thinks');

  it('C30: an empty answer is no answer', async () => {
    const { fake, model, context, failure } = fixture();
    fake.inject({ kind: 'content', how: 'empty' });
    expect(await failure(model.generate(call, context()))).toBeInstanceOf(InvalidOutputError);
  });

  elsewhere('C31: JSON that violates the schema is refused with its path', 'plan-parser checks the text; the planner asks for a repair');

  it.each(['lone-surrogate', 'duplicate-keys'] as const)('C32: a %s reaches the reader of the text unchanged', async (how) => {
    const { fake, model, context, run } = fixture({ reply: () => '{"a":"b"}' });
    fake.inject({ kind: 'content', how });
    const expected = how === 'lone-surrogate' ? String.raw`{"a":"b\ud83d"}` : '{"a":null,"a":"b"}';
    expect((await run(model.generate(call, context()))).text).toBe(expected);
  });

  it('C33: white space without end is stopped early', async () => {
    const lines = Array.from({ length: 1_000 }, () => line('\n \t'));
    const error = await rejectionOf(replyTo(line('{'), ...lines, lastLine('', { done_reason: 'length' })));
    expect(error).toBeInstanceOf(OutputTruncatedError);
    expect((error as Error).message).toContain('writes nothing but white space');
  });

  it('C33: one token without end is stopped early', async () => {
    expect(await rejectionOf(replyTo(...Array.from({ length: 150 }, () => line(' and')), lastLine()))).toBeInstanceOf(OutputTruncatedError);
  });

  it('C33: what counts as without end can be said', async () => {
    const matrix = [...Array.from({ length: 150 }, () => line('0,')), lastLine()];
    const { model } = modelAnswering([() => streamed(...matrix), () => streamed(line('a  b'), line('  '), lastLine())], { runaway: { maxBlanks: 1, maxRepeats: Infinity } });
    expect((await model.generate(call, createCallContext())).text).toBe('0,'.repeat(150));
    expect(await rejectionOf(model.generate(call, createCallContext()))).toBeInstanceOf(OutputTruncatedError);
  });

  it('C33: a server that stops the loop itself leaves the reply unfinished', async () => {
    const { fake, model, context, failure } = fixture();
    fake.inject({ kind: 'content', how: 'token-loop' });
    expect(await failure(model.generate(call, context()))).toBeInstanceOf(UnfinishedReplyError);
  });

  it('C33: a reply of white space at the limit is not an empty success', async () => {
    expect(await rejectionOf(replyTo(line('\n\n'), lastLine('', { done_reason: 'length' })))).toBeInstanceOf(OutputTruncatedError);
  });

  it('C34: a prompt of which the server counted far too little was cut', async () => {
    const long = { messages: [{ role: 'user' as const, content: 'word '.repeat(3_000) }] };
    const { fake, model, context, run } = fixture();
    expect((await run(model.generate(long, context()))).ollama.isPromptTruncated).toBe(false);
    fake.inject({ kind: 'metrics', how: 'truncated-prompt' });
    expect((await run(model.generate(long, context()))).ollama.isPromptTruncated).toBe(true);
  });

  it('C34: a short prompt is never taken for a cut one', async () => {
    const { model } = modelAnswering([() => streamed(line('x'), lastLine('', { prompt_eval_count: 1 }))]);
    expect((await model.generate(call, createCallContext())).ollama.isPromptTruncated).toBe(false);
  });
});
