import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { chatOf, linesOf } from '../ollama/ask.ts';
import { createFakeOllama, type FakeOllama } from '../ollama/create-fake-ollama.ts';
import { startFakeOllama, type StartFakeOllamaOptions } from '../ollama/start-fake-ollama.ts';

const running: FakeOllama[] = [];

async function start(options: StartFakeOllamaOptions = {}): Promise<FakeOllama> {
  const fake = await startFakeOllama(options);
  running.push(fake);
  return fake;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((fake) => fake.stop()));
});

const ask = (fake: FakeOllama, body: object = chatOf('Hi'), init: RequestInit = {}) => fetch(`${fake.url}/api/chat`, { method: 'POST', body: JSON.stringify(body), ...init });

/** Turns of the event loop until something is so; the sockets of this machine need a few. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** A request on a connection of an agent of its own, which uses one connection at a time; gives the status. */
function askOn(agent: Agent, fake: FakeOllama): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${fake.url}/api/chat`, { agent, method: 'POST' }, (response) => {
      response.resume();
      response.on('end', () => {
        resolve(response.statusCode);
      });
    });
    request.on('error', reject);
    request.end(JSON.stringify(chatOf('Hi')));
  });
}

/** A chat on a bare socket: what it has got so far, and the code with which it ends. */
function askBare(fake: FakeOllama): { text(): string; readonly code: Promise<string | undefined> } {
  const body = JSON.stringify(chatOf('Hi'));
  let text = '';
  let code: string | undefined;
  const socket = connect(Number(new URL(fake.url).port), '127.0.0.1');
  socket.on('data', (data: Buffer) => {
    text += data.toString('latin1');
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    ({ code } = error);
  });
  socket.write(`POST /api/chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  return {
    text: () => text,
    code: new Promise((resolve) => {
      socket.on('close', () => {
        resolve(code);
      });
    }),
  };
}

const codeOf = (error: unknown) => ((error as Error).cause as { code?: string } | undefined)?.code;
const failure = async (promise: Promise<unknown>) => promise.then(() => undefined, codeOf);

describe('a fake server on a socket', () => {
  it('listens once, however often and whenever it is asked to', async () => {
    const fake = createFakeOllama();
    running.push(fake);
    await Promise.all([fake.listen(), fake.listen()]);
    const { url } = fake;
    await fake.listen();
    expect(fake.url).toBe(url);
    await fake.stop();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('a port that is taken can be tried again later', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    const second = createFakeOllama();
    running.push(second);
    await expect(second.listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.stop();
    await second.listen({ port });
    expect(second.url).toBe(first.url);
  });

  it('listens on a free port of this machine and records what it got, byte for byte', async () => {
    const fake = await start();
    expect(fake.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const body = '{"model":"stand-in",\n "messages":[{"role":"user","content":"h\u00e9"}]}';
    await fetch(`${fake.url}/api/chat?x=1`, { method: 'POST', body, headers: { 'X-Test': 'yes' } }).then((response) => response.text());
    expect(new TextDecoder().decode(fake.requests[0]?.rawBody)).toBe(body);
    expect(fake.requests[0]).toMatchObject({ number: 1, method: 'POST', path: '/api/chat', status: 200, outcome: 'completed', headers: { 'x-test': 'yes' } });
  });

  it('gives the same answers as its fetch', async () => {
    const clock = manualClock();
    const options = { clock, models: ['stand-in', 'b'], reply: () => 'one <two> three' };
    const fakes = [await start(options), await start(options)] as const;
    const requests: [string, string, string | undefined][] = [
      ['GET', '/', undefined],
      ['HEAD', '/api/version', undefined],
      ['GET', '/api/tags', undefined],
      ['GET', '/nowhere', undefined],
      ['DELETE', '/api/chat', undefined],
      ['POST', '/api/chat', '{'],
      ['POST', '/api/chat', JSON.stringify(chatOf('Hi'))],
      ['POST', '/api/generate', JSON.stringify({ model: 'b', prompt: 'Hi', stream: false })],
      ['POST', '/v1/chat/completions', JSON.stringify(chatOf('Hi', { stream: true }))],
      ['POST', '/v1/chat/completions', JSON.stringify(chatOf('Hi', { model: 'c' }))],
      ['GET', '/api/ps', undefined],
    ];
    for (const [method, path, body] of requests) {
      const init = body === undefined ? { method } : { method, body };
      const [overSocket, direct] = [await fetch(`${fakes[0].url}${path}`, init), await fakes[1].fetch(`${fakes[1].url}${path}`, init)];
      const seen = async (response: Response) => [response.status, response.headers.get('content-type'), response.headers.get('date'), await response.text()];
      expect(await seen(overSocket), `${method} ${path}`).toEqual(await seen(direct));
    }
    expect(fakes[0].loads).toEqual(fakes[1].loads);
  });

  it('keeps a connection for the next request, and counts connections', async () => {
    const fake = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let turn = 0; turn < 3; turn += 1) await askOn(agent, fake);
    expect(fake.requests.map(({ socketId }) => socketId)).toEqual([1, 1, 1]);
    await askOn(new Agent(), fake);
    expect(fake.requests.at(-1)?.socketId).toBe(2);
    agent.destroy();
  });

  it('sees a client leave before the headers, and frees its slot', async () => {
    const clock = manualClock();
    const fake = await start({ clock, speed: { loadMs: 1000 } });
    const leaver = new AbortController();
    const left = ask(fake, chatOf('Hi'), { signal: leaver.signal });
    await until(() => fake.requests[0]?.stage === 'load');
    await clock.advance(300);
    leaver.abort();
    await expect(left).rejects.toThrow('aborted');
    await until(() => fake.requests[0]?.outcome !== 'open');
    expect(fake.requests[0]).toMatchObject({ outcome: 'disconnected', disconnected: { at: 300, stage: 'load' }, answeredAt: undefined });
  });

  it('sees a client leave within the stream, and serves the next one', async () => {
    const clock = manualClock();
    const fake = await start({ clock, reply: () => 'a b c d', speed: { decodeTokensPerSecond: 1 } });
    const leaver = new AbortController();
    const first = ask(fake, chatOf('Hi'), { signal: leaver.signal });
    await until(() => fake.requests[0]?.stage === 'stream');
    await clock.advance(1000);
    const reader = (await first).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('"content":"a"');
    leaver.abort();
    await until(() => fake.requests[0]?.outcome === 'disconnected');
    expect(fake.requests[0]?.disconnected?.stage).toBe('stream');
    const second = ask(fake);
    await until(() => fake.requests[1]?.stage === 'stream');
    await clock.advance(4000);
    expect((await linesOf(await second)).at(-1)?.['done']).toBe(true);
  });

  it('ten calls at once, the third is aborted: nine are complete and whole', async () => {
    const clock = manualClock();
    const fake = await start({ clock, reply: ({ messages }) => `reply to ${messages[0]?.content}`, speed: { decodeTokensPerSecond: 100, slots: 10 } });
    const leaver = new AbortController();
    const calls = Array.from({ length: 10 }, (_, index) =>
      ask(fake, chatOf(`call ${index}`), index === 2 ? { signal: leaver.signal } : {})
        .then(linesOf)
        .then((lines) => lines.map((line) => line.message?.content).join('')),
    );
    const settled = Promise.allSettled(calls);
    await until(() => fake.requests.filter(({ stage }) => stage === 'stream').length === 10);
    leaver.abort();
    await until(() => fake.requests.some(({ outcome }) => outcome === 'disconnected'));
    await clock.advance(1000);
    const texts = (await settled).map((result) => (result.status === 'fulfilled' ? result.value : 'aborted'));
    expect(texts).toEqual(Array.from({ length: 10 }, (_, index) => (index === 2 ? 'aborted' : `reply to call ${index}`)));
    expect(fake.mostInFlight).toBe(10);
  });

  it('closes every connection when it stops, and leaves no timer', async () => {
    const clock = manualClock();
    const fake = await start({ clock, speed: { loadMs: 1000 } });
    const open = ask(fake);
    await until(() => fake.requests[0]?.stage === 'load');
    const outcome = failure(open);
    await fake.stop();
    expect(await outcome).toMatch(/UND_ERR_SOCKET|ECONNRESET/);
    expect([fake.requests[0]?.outcome, clock.pending]).toEqual(['cut', 0]);
    expect(await failure(ask(fake))).toBe('ECONNREFUSED');
  });

  it('goes down and comes up on the same port with its models in memory', async () => {
    const fake = await start();
    await ask(fake).then((response) => response.text());
    const { url } = fake;
    await fake.goDown();
    expect(await failure(ask(fake))).toBe('ECONNREFUSED');
    await fake.comeUp();
    expect([(await ask(fake)).status, fake.url, fake.loads.length]).toEqual([200, url, 1]);
  });

  it('says so when the port is taken', async () => {
    const fake = await start();
    await expect(startFakeOllama({ port: Number(new URL(fake.url).port) })).rejects.toThrow('EADDRINUSE');
  });
});

describe('faults on a socket', () => {
  it('F1 refuses connections for a while after one has died', async () => {
    const clock = manualClock();
    const fake = await start({ clock });
    fake.inject({ kind: 'refuse', forMs: 500 }, { times: 1 });
    expect(await failure(ask(fake))).toMatch(/UND_ERR_SOCKET|ECONNRESET/);
    expect(await failure(ask(fake))).toBe('ECONNREFUSED');
    await clock.advance(499);
    expect(await failure(ask(fake))).toBe('ECONNREFUSED');
    await clock.advance(1);
    // the socket of this machine takes a moment to listen again
    while ((await failure(ask(fake))) !== undefined);
    expect(fake.requests.map(({ outcome }) => outcome)).toEqual(['cut', 'completed']);
  });

  it('F2 ends the connection before the headers, with FIN or RST', async () => {
    const fake = await start();
    fake.inject({ kind: 'drop', how: 'close' }, { nth: 1 });
    fake.inject({ kind: 'drop', how: 'reset' }, { nth: 2 });
    expect([await failure(ask(fake)), await failure(ask(fake)), await failure(ask(fake))]).toEqual(['UND_ERR_SOCKET', 'ECONNRESET', undefined]);
    expect(fake.requests.map(({ outcome, status }) => [outcome, status])).toEqual([
      ['cut', undefined],
      ['cut', undefined],
      ['completed', 200],
    ]);
  });

  it.each([
    ['reset', 'ECONNRESET'],
    ['close', undefined],
  ] as const)('F5 ends the connection after some chunks (%s)', async (how, code) => {
    const clock = manualClock();
    const fake = await start({ clock, reply: () => 'a b c', speed: { decodeTokensPerSecond: 1 } });
    fake.inject({ kind: 'cut', afterChunks: 2, how });
    const bare = askBare(fake);
    await until(() => fake.requests[0]?.stage === 'stream');
    await clock.advance(2000);
    await until(() => bare.text().split('"done":false').length === 3);
    await clock.advance(1000);
    expect(await bare.code).toBe(code);
    expect(fake.requests[0]?.outcome).toBe('cut');
  });

  it('F5 ends the connection within a chunk, to the byte', async () => {
    const fake = await start({ reply: () => 'a b c' });
    fake.inject({ kind: 'cut', afterBytes: 150 });
    const bare = askBare(fake);
    await bare.code;
    const chunkSizes = bare.text().split('\r\n').filter((line) => /^[0-9a-f]{1,3}$/.test(line));
    expect(chunkSizes.reduce((sum, size) => sum + Number.parseInt(size, 16), 0)).toBe(150);
    expect(await failure(ask(fake).then((response) => response.text()))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  });

  it('F11 sends one byte a write, or cuts within characters, or everything at once', async () => {
    const fake = await start({ reply: () => '🙂 é ok' });
    const expected = await ask(fake).then(linesOf);
    const contents = (lines: typeof expected) => lines.map((line) => line.message?.content);
    for (const how of ['bytes', 'split-utf8', 'single-write'] as const) {
      fake.clearFaults();
      fake.inject({ kind: 'rechunk', how });
      expect(contents(await ask(fake).then(linesOf))).toEqual(contents(expected));
    }
  });

  it('F16 closes an idle connection, or closes it just as the next request comes', async () => {
    const clock = manualClock();
    const fake = await start({ clock });
    fake.inject({ kind: 'hang-up', when: 'idle', afterMs: 100 }, { nth: 1 });
    fake.inject({ kind: 'hang-up', when: 'next-request' }, { nth: 2 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await askOn(agent, fake);
    await until(() => clock.pending === 1);
    await clock.advance(100);
    await until(() => Object.keys(agent.freeSockets).length === 0);
    await askOn(agent, fake);
    await expect(askOn(agent, fake)).rejects.toThrow('socket hang up');
    expect(await askOn(agent, fake)).toBe(200);
    expect(fake.requests.map(({ socketId }) => socketId)).toEqual([1, 2, 3]);
    agent.destroy();
  });
});
