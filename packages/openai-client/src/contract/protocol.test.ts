import { createCallContext, InvalidOutputError, ModelServerError, OutputTruncatedError, ProtocolError, UnfinishedReplyError } from '@planweave/core-types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenAiChunk } from '../chat/openai-reply.ts';
import { call, done, elsewhere, event, rejectionOf, finish, fixture, modelAnswering, piece, replyTo, streamed, textOf } from './fixture.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('openai-client, contract: framing', () => {
  it.each(['bytes', 'split-utf8', 'single-write'] as const)('C18, C19: a reply cut up otherwise (%s) is the same text', async (how) => {
    const { fake, model, context, run } = fixture({ reply: () => 'Grüße 🦉🦉 ok' });
    fake.inject({ kind: 'rechunk', how });
    expect((await run(model.generate(call, context()))).text).toBe('Grüße 🦉🦉 ok');
  });

  it('C18: however the bytes are cut, the text is the same', async () => {
    const whole = bytes(piece('a🦉') + piece('ß') + finish() + done);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 10 }), async (cuts) => {
        const at = cuts.toSorted((a, b) => a - b);
        const parts = [...at, whole.length].map((end, index) => whole.subarray(index === 0 ? 0 : at[index - 1], end));
        expect((await replyTo(...parts)).text).toBe('a🦉ß');
      }),
      { numRuns: 50 },
    );
  });

  it.each(['crlf', 'blank-lines', 'bom'] as const)('C20: %s is accepted', async (how) => {
    const { fake, model, context, run } = fixture();
    fake.inject({ kind: 'corrupt', how });
    expect((await run(model.generate(call, context()))).text).toBe('{"steps":[{"act":"Wait"}]}');
  });

  it('C20: the last event needs no empty line after it', async () => {
    expect((await replyTo(piece('x'), finish().trimEnd())).text).toBe('x');
  });

  it('C21: a line that is no event, or an event that is no JSON, is an error and is not repeated', async () => {
    for (const broken of ['secret garbage\n', 'data: {"secret\n\n']) {
      const error = await rejectionOf(replyTo(piece('a'), broken, finish(), done));
      expect(error).toBeInstanceOf(ProtocolError);
      expect((error as Error).message).not.toContain('secret');
    }
  });

  it('C22: an event of more than a mebibyte is refused without being held', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(bytes('data: '.padEnd(64 * 1024, 'x')));
      },
    });
    const error = await rejectionOf(modelAnswering([() => new Response(endless)]).model.generate(call, createCallContext()));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(sent).toBeLessThan(24);
  });

  it('C22: a reply of more than maxReplyBytes is refused', async () => {
    const { model } = modelAnswering([() => streamed(...Array.from({ length: 100 }, () => piece('x'.repeat(50))), finish(), done)], { maxReplyBytes: 5_000 });
    expect(((await rejectionOf(model.generate(call, createCallContext()))) as Error).message).toContain('more than 5000 bytes');
  });

  it.each(['null', '[]', '"x"', '42'])('C23: the event %s is an error', async (strange) => {
    expect(await rejectionOf(replyTo(piece('a'), `data: ${strange}\n\n`, finish(), done))).toBeInstanceOf(ProtocolError);
  });

  it('C24: the content type of a stream does not matter, and a page of HTML is an error', async () => {
    const plain = new Response(piece('x') + finish() + done, { headers: { 'content-type': 'text/plain' } });
    expect((await modelAnswering([() => plain]).model.generate(call, createCallContext())).text).toBe('x');
    const page = new Response('<html>\n<body>It works!</body></html>', { headers: { 'content-type': 'text/html' } });
    expect(await rejectionOf(modelAnswering([() => page]).model.generate(call, createCallContext()))).toBeInstanceOf(ProtocolError);
  });

  it('C24: a document in pieces, under any content type, is a document', async () => {
    const document = JSON.stringify({ choices: [{ message: { content: 'x' }, finish_reason: 'stop' }] }, null, 2);
    expect((await replyTo(' \n', ...document.split(''))).text).toBe('x');
    expect(await rejectionOf(replyTo(document.slice(0, -3)))).toBeInstanceOf(ProtocolError);
    const events = new Response(piece('x') + finish() + done, { headers: { 'content-type': 'application/json' } });
    expect((await modelAnswering([() => events]).model.generate(call, createCallContext())).text).toBe('x');
  });

  it('a body without anything is an unfinished reply', async () => {
    expect(await rejectionOf(replyTo())).toBeInstanceOf(UnfinishedReplyError);
    expect(await rejectionOf(replyTo('\n', '\n'))).toBeInstanceOf(UnfinishedReplyError);
    expect(await rejectionOf(modelAnswering([() => new Response(null)]).model.generate(call, createCallContext()))).toBeInstanceOf(UnfinishedReplyError);
  });

  it('C71: comments, CRLF, data over several lines and data without a blank are understood', async () => {
    const first = ': ping\r\n\r\nevent: message\r\nid: 7\r\ndata: {"choices":[{"delta":\r\ndata: {"content":"a"}}]}\r\n\r\n';
    const second = ':\n\ndata:{"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}]}\n\ndata:[DONE]\n\n';
    expect((await replyTo(first, second)).text).toBe('ab');
  });

  it('C72: a finish_reason makes a reply complete, not [DONE]', async () => {
    expect((await replyTo(piece('x'), finish())).text).toBe('x');
    expect(await rejectionOf(replyTo(piece('x')))).toBeInstanceOf(UnfinishedReplyError);
    expect(await rejectionOf(replyTo(piece('x'), done))).toBeInstanceOf(UnfinishedReplyError);
  });

  it('C72: a connection that breaks after the finish_reason breaks nothing', async () => {
    const parts = [piece('x'), finish()];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const next = parts.shift();
        if (next === undefined) controller.error(new Error('reset'));
        else controller.enqueue(bytes(next));
      },
    });
    expect((await modelAnswering([() => new Response(body)]).model.generate(call, createCallContext())).text).toBe('x');
  });

  it.each(['', done])('C73: an error in the middle of a reply is a failure of the server (then %j)', async (after) => {
    const error = await rejectionOf(replyTo(piece('x'), event({ error: { message: 'engine broke', type: 'InternalServerError', code: 500 } }), after));
    expect(error).toBeInstanceOf(ModelServerError);
    expect(error).toMatchObject({ isRetryable: true });
    expect((error as Error).message).toContain('engine broke');
  });

  it('C73: an event named error is an error as well', async () => {
    expect(await rejectionOf(replyTo(piece('x'), 'event: error\ndata: {"error":"model crashed"}\n\n'))).toBeInstanceOf(ModelServerError);
    expect(await rejectionOf(replyTo(piece('x'), event({ object: 'error', message: 'flat' })))).toBeInstanceOf(ModelServerError);
  });

  it('C74: usage may come with no choices, early, as null, or not at all', async () => {
    const usage = event({ choices: [], usage: { prompt_tokens: 4, completion_tokens: 2 } });
    expect((await replyTo(piece('x'), finish(), usage, done)).usage).toEqual({ promptTokens: 4, replyTokens: 2 });
    expect((await replyTo(usage, event({ choices: [{ delta: null, finish_reason: null }], usage: null }), piece('x'), finish(), done)).usage).toEqual({ promptTokens: 4, replyTokens: 2 });
    expect((await replyTo(piece('x'), finish(), done)).usage).toEqual({ promptTokens: 0, replyTokens: 0 });
  });

  it.each(['reasoning_content', 'reasoning'])('C75: %s is not mixed into the answer', async (field) => {
    const thought = event({ choices: [{ delta: { [field]: 'Hm. ' } }] });
    expect(await replyTo(thought, thought, piece('x'), finish(), done)).toMatchObject({ text: 'x', thinking: 'Hm. Hm. ' });
    expect(await rejectionOf(replyTo(thought, finish(), done))).toBeInstanceOf(InvalidOutputError);
  });

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool_calls', 'stop'],
    ['eos_token', 'stop'],
  ])('C77: the finish_reason %s is %s', async (reason, expected) => {
    expect((await replyTo(piece('x'), finish(reason), done)).finishReason).toBe(expected);
  });

  it('C77: none, an abort and a filter are no end', async () => {
    expect(await rejectionOf(replyTo(piece('x'), finish(null), done))).toBeInstanceOf(UnfinishedReplyError);
    expect(await rejectionOf(replyTo(piece('x'), finish('abort'), done))).toBeInstanceOf(UnfinishedReplyError);
    expect(await rejectionOf(replyTo(piece('x'), finish('content_filter'), done))).toMatchObject({ code: 'PLANWEAVE_INVALID_OUTPUT', isRetryable: false });
  });
});

describe('openai-client, contract: abnormal completion', () => {
  it('C25: a stream that ends too early is unfinished', async () => {
    const { fake, model, context, failure } = fixture();
    fake.inject({ kind: 'unfinished', afterChunks: 2 });
    expect(await failure(model.generate(call, context()))).toBeInstanceOf(UnfinishedReplyError);
    expect(fake.requests).toHaveLength(1);
  });
  elsewhere('C25: it is tried again at most n times', 'resilience retries; a client makes one call');

  it('C26: a document without a finish_reason is unfinished', async () => {
    const document = { choices: [{ message: { content: 'x' }, finish_reason: null }] };
    expect(await rejectionOf(modelAnswering([() => Response.json(document)]).model.generate(call, createCallContext()))).toBeInstanceOf(UnfinishedReplyError);
  });

  it('C27: an error that Ollama swallows leaves the reply unfinished; what was written before is in the stream', async () => {
    const { fake, model, context, failure } = fixture();
    fake.inject({ kind: 'fail-midway', afterChunks: 3 });
    const seen: OpenAiChunk[] = [];
    const consume = async () => {
      for await (const chunk of model.stream(call, context())) seen.push(chunk);
    };
    expect(await failure(consume())).toBeInstanceOf(UnfinishedReplyError);
    expect(textOf(seen)).not.toBe('');
  });

  it('C28: a document with status 200 that is an error is a failure of the server', async () => {
    expect(await rejectionOf(modelAnswering([() => Response.json({ error: 'something broke' })]).model.generate(call, createCallContext()))).toBeInstanceOf(ModelServerError);
  });

  it('C29: a reply at its token limit says so, and is an error for those who want whole replies only', async () => {
    expect(await replyTo(piece('x'), finish('length'), done)).toMatchObject({ finishReason: 'length' });
    const strict = modelAnswering([() => streamed(piece('x'), finish('length'), done)], { truncatedReply: 'throw' }).model;
    expect(await rejectionOf(strict.generate(call, createCallContext()))).toBeInstanceOf(OutputTruncatedError);
  });

  it('C30: an empty answer is no answer', async () => {
    expect(await rejectionOf(replyTo(piece(' \n'), finish(), done))).toBeInstanceOf(InvalidOutputError);
    expect(await rejectionOf(replyTo(finish('length'), done))).toBeInstanceOf(OutputTruncatedError);
  });
  elsewhere('C31: JSON that violates the schema is refused with its path', 'plan-parser checks the text; the planner asks for a repair');

  it('C32: a lone surrogate reaches the reader of the text unchanged', async () => {
    expect((await replyTo(piece(String.raw`{"a":"\ud83d"}`), finish(), done)).text).toBe(String.raw`{"a":"\ud83d"}`);
  });

  it('C33: a model that does not stop by itself is stopped', async () => {
    expect(await rejectionOf(replyTo(piece('{'), ...Array.from({ length: 300 }, () => piece('\n')), finish('length'), done))).toBeInstanceOf(OutputTruncatedError);
    expect(await rejectionOf(replyTo(...Array.from({ length: 150 }, () => piece(' and')), finish(), done))).toBeInstanceOf(OutputTruncatedError);
  });
  elsewhere('C34: a prompt that was cut is noticed', 'these servers refuse it, and Ollama does not say its window here; ollama-client notices');
});
