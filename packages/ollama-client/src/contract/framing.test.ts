import { createCallContext, ModelServerError, ProtocolError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { call, rejectionOf, fixture, lastLine, line, modelAnswering, replyTo, streamed } from './fixture.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('ollama-client, contract: framing', () => {
  it.each(['bytes', 'split-utf8', 'single-write'] as const)('C18: a reply cut up otherwise (%s) is the same text', async (how) => {
    const { fake, model, context, run } = fixture({ reply: () => 'Grüße 🦉🦉 ok' });
    fake.inject({ kind: 'rechunk', how });
    expect((await run(model.generate(call, context()))).text).toBe('Grüße 🦉🦉 ok');
  });

  it('C18: an emoji whose bytes come one by one is whole', async () => {
    const whole = bytes(line('a🦉b') + lastLine());
    const single = Array.from(whole, (byte) => Uint8Array.of(byte));
    expect((await replyTo(...single)).text).toBe('a🦉b');
  });

  it('C19: many lines in one chunk are all delivered, in order', async () => {
    const all = Array.from({ length: 500 }, (_, index) => line(`${index} `)).join('');
    expect((await replyTo(all + lastLine())).text).toBe(Array.from({ length: 500 }, (_, index) => `${index} `).join(''));
  });

  it.each(['crlf', 'blank-lines', 'no-final-newline', 'bom'] as const)('C20: %s is accepted', async (how) => {
    const { fake, model, context, run } = fixture();
    fake.inject({ kind: 'corrupt', how });
    expect((await run(model.generate(call, context()))).text).toBe('{"steps":[{"act":"Wait"}]}');
  });

  it.each(['garbage-line', 'two-objects'] as const)('C21: a %s is an error, not a loss', async (how) => {
    const { fake, model, context, failure } = fixture();
    fake.inject({ kind: 'corrupt', how });
    const error = await failure(model.generate(call, context()));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toMatchObject({ isRetryable: true, blame: 'server' });
  });

  it('C21: the error counts the characters of a broken line and does not repeat them', async () => {
    const error = await rejectionOf(replyTo(line('a'), `{"message":{"content":"secret prompt ${'x'.repeat(5_000)}\n`, lastLine()));
    expect((error as Error).message).toMatch(/sent 50\d\d characters that are no JSON object/);
    expect((error as Error).message).not.toContain('secret');
  });

  it('C22: a line of more than a mebibyte is refused without being held', async () => {
    const piece = bytes('x'.repeat(64 * 1024));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(piece);
      },
    });
    const { model } = modelAnswering([() => new Response(body)]);
    expect(await rejectionOf(model.generate(call, createCallContext()))).toBeInstanceOf(ProtocolError);
    expect(sent).toBeLessThan(24);
  });

  it('C22: a reply of more than maxReplyBytes is refused', async () => {
    const { model } = modelAnswering([() => streamed(...Array.from({ length: 100 }, () => line('x'.repeat(100))), lastLine())], { maxReplyBytes: 5_000 });
    const error = await rejectionOf(model.generate(call, createCallContext()));
    expect(error).toBeInstanceOf(ProtocolError);
    expect((error as Error).message).toContain('more than 5000 bytes');
  });

  it.each(['null', '[]', '"x"', '42'])('C23: the line %s is an error', async (strange) => {
    expect(await rejectionOf(replyTo(line('a'), `${strange}\n`, lastLine()))).toBeInstanceOf(ProtocolError);
  });

  it('C24: the content type does not matter, what comes does', async () => {
    const plain = new Response(line('x') + lastLine(), { headers: { 'content-type': 'text/plain' } });
    expect((await modelAnswering([() => plain]).model.generate(call, createCallContext())).text).toBe('x');
    const page = new Response('<html>\n<body>It works!</body></html>', { headers: { 'content-type': 'application/x-ndjson' } });
    const error = await rejectionOf(modelAnswering([() => page]).model.generate(call, createCallContext()));
    expect(error).toBeInstanceOf(ProtocolError);
    expect((error as Error).message).toContain('a page of HTML or XML');
  });

  it('C24: a whole reply that is a page of HTML is an error too, for every endpoint', async () => {
    const page = () => new Response('<html></html>');
    const { model } = modelAnswering([page, page, page], { delivery: 'whole' });
    expect(await rejectionOf(model.generate(call, createCallContext()))).toBeInstanceOf(ProtocolError);
    expect(await rejectionOf(model.listModels(createCallContext()))).toBeInstanceOf(ProtocolError);
    expect(await rejectionOf(model.embed(['a'], createCallContext()))).toBeInstanceOf(ProtocolError);
  });

  it('bytes that are not UTF-8 are an error', async () => {
    expect(await rejectionOf(replyTo(Uint8Array.of(0x7b, 0xff, 0xfe, 0x0a), lastLine()))).toBeInstanceOf(ProtocolError);
  });

  it('a line without a message is an error, unless it is the last', async () => {
    for (const strange of ['{"done":false}', '{"message":null}', '{"message":"text"}', '{"message":[]}']) {
      expect(await rejectionOf(replyTo(`${strange}\n`, lastLine('x')))).toBeInstanceOf(ProtocolError);
    }
    expect((await replyTo(line('x'), '{"done":true}\n')).text).toBe('x');
  });

  it('content that is no text is an error', async () => {
    expect(await rejectionOf(replyTo('{"message":{"content":{"a":1}},"done":false}\n', lastLine('x')))).toBeInstanceOf(ProtocolError);
  });

  it('what comes after the last line is not looked at', async () => {
    expect((await replyTo(line('x'), `${lastLine()}garbage`, '{"error":"late"}\n')).text).toBe('x');
  });

  it('an error without a message is still an error', async () => {
    expect(await rejectionOf(replyTo(line('x'), '{"error":null}\n'))).toBeInstanceOf(ModelServerError);
  });
});
