import { describe, expect, it } from 'vitest';
import { eagerStream, type FramerOutlet } from './eager-stream.ts';

const letters = (outlet: FramerOutlet<string>) => ({
  push(text: string) {
    for (const letter of text) {
      if (letter === '!') throw new Error('a wrong letter');
      if (letter === '.') outlet.complete();
      else outlet.emit(letter);
    }
  },
  end() {},
});

const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));

const open = (maxReplyBytes = 1_000) => {
  let source: ReadableStreamDefaultController<Uint8Array> | undefined;
  const calls: string[] = [];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      source = controller;
    },
    cancel() {
      calls.push('cancelled');
    },
  });
  const abort = new AbortController();
  const rules = {
    maxReplyBytes,
    onProgress: () => void calls.push('progress'),
    onComplete: () => void calls.push('complete'),
    onBodyEnd: () => void calls.push('end'),
    pause: settle,
    broken: (problem: string) => new Error(problem),
    unfinished: (cause?: unknown) => new Error('unfinished', { cause }),
  };
  const stream = eagerStream(body, rules, abort.signal, letters);
  return { stream, calls, abort, send: (text: string) => source?.enqueue(new TextEncoder().encode(text)), source: source as ReadableStreamDefaultController<Uint8Array> };
};

const read = async (stream: AsyncIterable<string>) => {
  let text = '';
  try {
    for await (const letter of stream) text += letter;
    return { text };
  } catch (error) {
    return { text, error: error as Error };
  }
};

describe('eagerStream', () => {
  it('lets others run while a server sends without end', async () => {
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(Uint8Array.of(0x61)) });
    const abort = new AbortController();
    const rules = { maxReplyBytes: 100_000, onProgress() {}, onComplete() {}, onBodyEnd() {}, pause: settle, broken: (problem: string) => new Error(problem), unfinished: () => new Error('unfinished') };
    const reading = read(eagerStream(endless, rules, abort.signal, letters));
    setImmediate(() => abort.abort(new Error('left')));
    expect((await reading).error).toEqual(new Error('left'));
  });

  it('reads ahead of its consumer', async () => {
    const { stream, send, calls } = open();
    send('ab');
    await settle();
    send('c.');
    await settle();
    expect(calls).toEqual(['progress', 'progress', 'complete']);
    expect(await read(stream)).toEqual({ text: 'abc' });
  });

  it('gives what came before an error, and then the error', async () => {
    const { stream, send, calls } = open();
    send('ab!');
    await settle();
    expect(await read(stream)).toMatchObject({ text: 'ab', error: { message: 'a wrong letter' } });
    expect(calls).toContain('cancelled');
  });

  it('drops what was held when it is aborted', async () => {
    const { stream, send, abort } = open();
    send('ab');
    await settle();
    abort.abort(new Error('stop'));
    expect(await read(stream)).toMatchObject({ text: '', error: { message: 'stop' } });
  });

  it('wakes a consumer that waits when it is aborted', async () => {
    const { stream, abort } = open();
    const reading = read(stream);
    await settle();
    abort.abort(new Error('stop'));
    expect(await reading).toMatchObject({ error: { message: 'stop' } });
  });

  it('is unfinished when the body ends or breaks off too early', async () => {
    const ended = open();
    ended.send('ab');
    ended.source.close();
    expect(await read(ended.stream)).toMatchObject({ text: 'ab', error: { message: 'unfinished', cause: undefined } });
    const broken = open();
    broken.send('ab');
    await settle();
    broken.source.error(new Error('reset'));
    expect(await read(broken.stream)).toMatchObject({ text: 'ab', error: { message: 'unfinished', cause: { message: 'reset' } } });
  });

  it('notices the end of the body after the reply, and ignores what comes before that', async () => {
    const { stream, send, calls, source } = open();
    send('a.b!');
    await settle();
    expect(await read(stream)).toEqual({ text: 'a' });
    source.error(new Error('late'));
    await settle();
    expect(calls.filter((entry) => entry === 'complete')).toHaveLength(1);
  });

  it('bounds the bytes of a reply', async () => {
    const { stream, send } = open(3);
    send('ab');
    await settle();
    send('cd');
    expect(await read(stream)).toMatchObject({ text: 'ab', error: { message: 'more than 3 bytes' } });
  });
});
