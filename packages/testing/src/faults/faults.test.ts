import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { chatOf, jsonFrom, linesOf, post, type Fields } from '../ollama/ask.ts';
import { createFakeOllama, type FakeOllama, type FakeOllamaOptions } from '../ollama/create-fake-ollama.ts';
import type { Fault } from './fault.ts';
import type { FaultRule } from './fault-rules.ts';
import { ollamaErrors } from './ollama-errors.ts';

/** A fake that answers `a b c` and has one fault. */
function faulty(fault: Fault, where: Omit<FaultRule, 'fault'> = {}, options: FakeOllamaOptions = {}) {
  const clock = manualClock();
  return { clock, fake: createFakeOllama({ clock, reply: () => 'a b c', faults: [{ ...where, fault }], ...options }) };
}

const chat = (fake: FakeOllama, more: object = {}, init: RequestInit = {}) => post(fake, '/api/chat', chatOf('Hi', more), init);
const contents = (lines: readonly Fields[]) => lines.map((line) => line.message?.content ?? line['error']);
const codeOf = (promise: Promise<unknown>) => promise.then(
  () => undefined,
  (error: unknown) => ((error as Error).cause as { code?: string } | undefined)?.code,
);

describe('the faults of the fake server, through its fetch', () => {
  it('F1 refuse: one dies, the next are refused, and then somebody listens again', async () => {
    const { clock, fake } = faulty({ kind: 'refuse', forMs: 500 }, { nth: 1 });
    expect(await codeOf(chat(fake))).toBe('ECONNRESET');
    expect(await codeOf(chat(fake))).toBe('ECONNREFUSED');
    await clock.advance(500);
    expect((await chat(fake).then(linesOf)).length).toBe(4);
    expect(fake.requests.map(({ outcome }) => outcome)).toEqual(['cut', 'completed']);
  });

  it('F2 drop: the connection ends before the headers', async () => {
    const { fake } = faulty({ kind: 'drop' }, { times: 1 });
    await expect(chat(fake)).rejects.toMatchObject({ name: 'TypeError', message: 'fetch failed', cause: { code: 'UND_ERR_SOCKET' } });
    expect((await chat(fake)).status).toBe(200);
  });

  it('F3 delay: silence that counts as load time', async () => {
    const { clock, fake } = faulty({ kind: 'delay', ms: 3000 });
    const reply = await clock.runUntil(chat(fake, { stream: false }).then(jsonFrom));
    expect([reply['load_duration'], reply['total_duration']]).toEqual([3e9, 3e9]);
  });

  it('F4 stall: the stream stands still, for a while or for ever', async () => {
    const { clock, fake } = faulty({ kind: 'stall', afterChunks: 1, forMs: 700 });
    expect(contents(await clock.runUntil(chat(fake).then(linesOf)))).toEqual(['a', ' b', ' c', '']);
    expect(clock.now()).toBe(700);
    const stuck = faulty({ kind: 'stall', afterChunks: 2 });
    const leaver = new AbortController();
    const response = await chat(stuck.fake, {}, { signal: leaver.signal });
    const text = response.text();
    await stuck.clock.advance(1e9);
    leaver.abort();
    await expect(text).rejects.toThrow('aborted');
    expect(stuck.fake.requests[0]).toMatchObject({ outcome: 'disconnected', disconnected: { stage: 'stream' } });
  });

  it('F5 cut: what was sent arrives, then the connection ends', async () => {
    const { fake } = faulty({ kind: 'cut', afterChunks: 2 });
    const received: string[] = [];
    const response = await chat(fake);
    const reading = (async () => {
      for await (const part of response.body ?? []) received.push(new TextDecoder().decode(part));
    })();
    await expect(reading).rejects.toMatchObject({ message: 'terminated', cause: { code: 'ECONNRESET' } });
    expect(received).toHaveLength(2);
  });

  it('F6 unfinished: an orderly end without done, or with done false', async () => {
    const { fake } = faulty({ kind: 'unfinished', afterChunks: 2 });
    expect(contents(await chat(fake).then(linesOf))).toEqual(['a', ' b']);
    expect(await chat(fake, { stream: false }).then(jsonFrom)).toMatchObject({ message: { content: 'a b' }, done: false });
    const all = faulty({ kind: 'unfinished' });
    expect(contents(await chat(all.fake).then(linesOf))).toEqual(['a', ' b', ' c']);
  });

  it('F7 fail-midway: an error line, a 500 without streaming, and a real status before the first chunk', async () => {
    const { fake } = faulty({ kind: 'fail-midway', afterChunks: 1 });
    const message = 'an error was encountered while running the model: unexpected EOF';
    expect(contents(await chat(fake).then(linesOf))).toEqual(['a', message]);
    const whole = await chat(fake, { stream: false });
    expect([whole.status, await whole.json()]).toEqual([500, { error: message }]);
    const early = faulty({ kind: 'fail-midway', afterChunks: 0, message: 'boom' });
    expect((await chat(early.fake)).status).toBe(500);
  });

  it('F8 status: every error of the catalogue, with the model in it', async () => {
    for (const fault of Object.values(ollamaErrors)) {
      const response = await chat(faulty(fault).fake);
      const text = await response.text();
      expect(response.status).toBe(fault.status);
      expect(text).toBe((typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body)).replace('{model}', 'stand-in'));
    }
  });

  it('F8 status: any body, type and header', async () => {
    const page = await chat(faulty({ kind: 'status', status: 418, body: '<h1>tea</h1>', contentType: 'text/html', headers: { 'retry-after': '7' } }).fake);
    expect([page.status, page.headers.get('content-type'), page.headers.get('retry-after'), await page.text()]).toEqual([418, 'text/html', '7', '<h1>tea</h1>']);
    const empty = await chat(faulty({ kind: 'status', status: 204 }).fake);
    expect([empty.status, await empty.text()]).toEqual([204, '']);
  });

  it('F9 queue-full: the 503 with its two blanks', async () => {
    const response = await chat(faulty({ kind: 'queue-full' }).fake);
    expect([response.status, await response.json()]).toEqual([503, { error: 'server busy, please try again.  maximum pending requests exceeded' }]);
  });

  it.each([
    ['garbage-line', /"a".*\n\{"model":"stand-in","mess\n\{.*" b"/],
    ['null-line', /"a".*\nnull\n\{/],
    ['blank-lines', /"a".*\n\n\n\{/],
    ['crlf', /^(\{.*\}\r\n){4}$/],
    ['bom', /^\ufeff\{/],
    ['no-final-newline', /^(\{.*\}\n){3}\{.*\}$/],
    ['two-objects', /"a".*\n\{.*" b".*\}\{.*" c".*\n/],
  ] as const)('F10 corrupt: %s', async (how, expected) => {
    const { fake } = faulty({ kind: 'corrupt', how });
    const bytes = await (await chat(fake)).arrayBuffer();
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toMatch(expected);
  });

  it('F11 rechunk: the same bytes in other pieces', async () => {
    const pieces = async (fault?: Fault) => {
      const fake = createFakeOllama({ clock: manualClock(), reply: () => 'é🙂', faults: fault === undefined ? [] : [{ fault }] });
      const sizes: number[] = [];
      for await (const part of (await chat(fake)).body ?? []) sizes.push(part.length);
      return sizes;
    };
    const usual = await pieces();
    const total = usual.reduce((sum, size) => sum + size, 0);
    expect(await pieces({ kind: 'rechunk', how: 'single-write' })).toEqual([total]);
    expect(await pieces({ kind: 'rechunk', how: 'bytes' })).toEqual(Array.from({ length: total }, () => 1));
    // two bytes of é and four of the face: four cuts more
    expect((await pieces({ kind: 'rechunk', how: 'split-utf8' })).length).toBe(usual.length + 1 + 3);
  });

  it('F12 content: a clean protocol around a bad text', async () => {
    const { fake } = faulty({ kind: 'content', how: 'fenced' });
    expect((await chat(fake, { stream: false }).then(jsonFrom)).message?.content).toContain('```json\na b c\n```');
    const native = faulty({ kind: 'content', how: 'whitespace-run' }, {}, { models: [{ name: 'stand-in', path: 'native' }] });
    expect(await chat(native.fake, { stream: false, options: { num_predict: 50 } }).then(jsonFrom)).toMatchObject({ done_reason: 'length', eval_count: 50 });
  });

  it('F13 reload: a cold load in between, at a price, and the slots know nothing', async () => {
    const { clock, fake } = faulty({ kind: 'reload', loadMs: 4000 }, { nth: 2 }, { speed: { loadMs: 1000 } });
    const loads: unknown[] = [];
    for (let turn = 0; turn < 3; turn += 1) loads.push((await clock.runUntil(chat(fake, { stream: false }).then(jsonFrom)))['load_duration']);
    expect(loads).toEqual([1e9, 4e9, undefined]);
    expect(fake.loads.map(({ reason }) => reason)).toEqual(['cold', 'forced']);
    expect(fake.requests.map(({ commonPrefixTokens }) => commonPrefixTokens)).toEqual([0, 0, 4]);
  });

  it('F14 crash: this request fails, whoever waits fails too, the next one loads again', async () => {
    const { clock, fake } = faulty({ kind: 'crash', during: 'prompt' }, { nth: 2 }, { speed: { loadMs: 1000, prefillTokensPerSecond: 10 } });
    await clock.runUntil(chat(fake));
    const [crashed, waiting] = await clock.runUntil(Promise.all([chat(fake), chat(fake)]));
    expect([crashed?.status, waiting?.status]).toEqual([500, 500]);
    expect(await crashed?.json()).toEqual({ error: expect.stringMatching(/^model runner has unexpectedly stopped, /) });
    expect((await clock.runUntil(chat(fake))).status).toBe(200);
    expect(fake.loads).toHaveLength(2);
  });

  it('F14 crash: within the stream it is an error line, for all that the model was writing', async () => {
    const { clock, fake } = faulty({ kind: 'crash', during: 'stream', afterChunks: 1 }, { nth: 1 }, { speed: { slots: 2, decodeTokensPerSecond: 10 } });
    const [first, second] = await clock.runUntil(Promise.all([chat(fake).then(linesOf), chat(fake).then(linesOf)]));
    const message = 'an error was encountered while running the model: unexpected EOF';
    expect([contents(first ?? []), contents(second ?? [])]).toEqual([
      ['a', message],
      ['a', message],
    ]);
  });

  it('F14 crash: a failed load, and one out of memory that takes all models with it', async () => {
    const { fake } = faulty({ kind: 'crash', during: 'load', outOfMemory: true }, { nth: 2 }, { models: ['stand-in', 'b'] });
    await chat(fake);
    const failed = await chat(fake, { model: 'b' });
    expect([failed.status, await failed.json()]).toEqual([500, { error: expect.stringContaining('out-of-memory') }]);
    await chat(fake);
    expect(fake.loads.map(({ model }) => model)).toEqual(['stand-in:latest', 'b:latest', 'stand-in:latest']);
    const broken = await chat(faulty({ kind: 'crash', during: 'load' }).fake);
    expect(await broken.json()).toEqual({ error: expect.stringContaining('llama-server process has terminated') });
  });

  it('F15 leak-slot: the slot stays taken after its client has left', async () => {
    const { clock, fake } = faulty({ kind: 'leak-slot', forMs: 5000 }, { nth: 1 }, { speed: { decodeTokensPerSecond: 10 } });
    const leaver = new AbortController();
    const left = chat(fake, { stream: false }, { signal: leaver.signal });
    await clock.advance(150);
    leaver.abort();
    await expect(left).rejects.toThrow('aborted');
    await clock.runUntil(chat(fake).then(linesOf));
    expect(clock.now()).toBe(150 + 5000 + 300);
  });

  it('F16 hang-up: the connection is not there any more for the next request', async () => {
    const { clock, fake } = faulty({ kind: 'hang-up', when: 'idle', afterMs: 100 }, { nth: 1 });
    fake.inject({ kind: 'hang-up', when: 'next-request' }, { nth: 2 });
    await chat(fake).then(linesOf);
    await clock.advance(100);
    await chat(fake).then(linesOf);
    expect(await codeOf(chat(fake))).toBe('UND_ERR_SOCKET');
    await chat(fake);
    expect(fake.requests.map(({ socketId }) => socketId)).toEqual([1, 2, 3]);
  });

  it.each([
    ['zero', { total_duration: 0, prompt_eval_count: 0, eval_count: 0 }],
    ['negative', { total_duration: -1, prompt_eval_count: -1, eval_count: -1 }],
    ['huge', { total_duration: 2 ** 63, eval_count: 2 ** 63 }],
    ['truncated-prompt', { prompt_eval_count: 5, eval_count: 3 }],
  ] as const)('F17 metrics: %s', async (how, expected) => {
    const { fake } = faulty({ kind: 'metrics', how });
    const reply = await post(fake, '/api/chat', chatOf('word '.repeat(50), { stream: false })).then(jsonFrom);
    expect(reply).toMatchObject(expected);
  });

  it('F17 metrics: missing', async () => {
    const reply = await chat(faulty({ kind: 'metrics', how: 'missing' }).fake, { stream: false }).then(jsonFrom);
    expect(Object.keys(reply)).toEqual(['model', 'created_at', 'message', 'done', 'done_reason']);
  });

  it('F17 metrics: in the usage of /v1 as well', async () => {
    const usage = async (how: 'missing' | 'negative') => {
      const response = await post(faulty({ kind: 'metrics', how }).fake, '/v1/chat/completions', chatOf('Hi'));
      return (await jsonFrom(response))['usage'];
    };
    expect([await usage('missing'), await usage('negative')]).toEqual([undefined, { prompt_tokens: -1, completion_tokens: -1, total_tokens: -1 }]);
  });

  it('F18 proxy: error pages, an asked-for pause, a held-back stream', async () => {
    for (const [how, status] of [['bad-gateway', 502], ['gateway-timeout', 504], ['too-large', 413]] as const) {
      const response = await chat(faulty({ kind: 'proxy', how }).fake);
      expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([status, 'text/html', expect.stringContaining(`<h1>${status} `)]);
    }
    const busy = await chat(faulty({ kind: 'proxy', how: 'retry-after', retryAfter: '120' }).fake);
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '120']);
    const held = faulty({ kind: 'proxy', how: 'buffering' }, {}, { speed: { decodeTokensPerSecond: 10 } });
    const response = await held.clock.runUntil(chat(held.fake));
    let parts = 0;
    const reading = (async () => {
      for await (const part of response.body ?? []) parts += Math.sign(part.length);
    })();
    await held.clock.advance(199);
    expect(parts).toBe(0);
    await held.clock.runUntil(reading);
    expect(parts).toBe(1);
  });

  it('F19 embedding: vectors that do not fit, and a passing problem as a 400', async () => {
    const ask = async (how: 'fewer' | 'ragged' | 'null' | 'transient-400') => {
      const { fake } = faulty({ kind: 'embedding', how }, {}, { models: [{ name: 'e', capabilities: ['embedding'], embeddingLength: 4 }] });
      return post(fake, '/api/embed', { model: 'e', input: ['a', 'b'] });
    };
    const lengths = async (how: 'fewer' | 'ragged') => ((await jsonFrom(await ask(how)))['embeddings'] as number[][]).map((vector) => vector.length);
    expect([await lengths('fewer'), await lengths('ragged')]).toEqual([[4], [4, 3]]);
    expect((await jsonFrom(await ask('null')))['embeddings']).toEqual([[null, expect.any(Number), expect.any(Number), expect.any(Number)], expect.any(Array)]);
    const failed = await ask('transient-400');
    expect([failed.status, await failed.json()]).toEqual([400, { error: expect.stringContaining('unexpectedly stopped') }]);
  });

  it('come with a probability, the same for the same seed', async () => {
    const outcomes = async () => {
      const { fake } = faulty({ kind: 'queue-full' }, { ratio: 0.4 });
      const statuses: number[] = [];
      for (let turn = 0; turn < 30; turn += 1) statuses.push((await chat(fake)).status);
      return statuses;
    };
    const first = await outcomes();
    expect(first).toEqual(await outcomes());
    expect(new Set(first)).toEqual(new Set([200, 503]));
  });

  it('are noted with the request that they befell', async () => {
    const { fake } = faulty({ kind: 'unfinished' }, { nth: 2 });
    await chat(fake);
    await chat(fake);
    expect(fake.requests.map(({ faults }) => faults)).toEqual([[], ['unfinished']]);
  });
});
