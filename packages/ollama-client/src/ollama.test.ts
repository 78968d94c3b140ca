import { CancelledError, createCallContext, ModelNotFoundError, ServerUnreachableError, type ModelCall } from '@planweave/core-types';
import { afterEach, describe, expect, it } from 'vitest';
import { ollama } from './ollama.ts';
import { startLoopbackServer, type LoopbackServer } from './testing-server/loopback-server.ts';
import { lastLine, line, replied, silence, streamed } from './testing-server/ollama-answers.ts';

const call: ModelCall = { messages: [{ role: 'user', content: 'What now?' }] };
const servers: LoopbackServer[] = [];
const serve = async (answer: Parameters<typeof startLoopbackServer>[0]) => {
  const server = await startLoopbackServer(answer);
  servers.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('ollama', () => {
  it('streams the pieces of a reply and then the whole of it', async () => {
    const server = await serve(streamed(line('{"steps"'), line(':[]}'), lastLine()));
    const model = ollama({ model: 'phi3:mini', host: server.url });
    const chunks = [];
    for await (const chunk of model.stream(call, createCallContext())) chunks.push(chunk);
    expect(chunks.slice(0, 2)).toEqual([
      { kind: 'text', text: '{"steps"' },
      { kind: 'text', text: ':[]}' },
    ]);
    expect(chunks[2]).toMatchObject({
      kind: 'end',
      reply: { text: '{"steps":[]}', finishReason: 'stop', usage: { promptTokens: 26, replyTokens: 290 }, timings: { prefillMs: 325.953, decodeMs: 4709.213, loadMs: 20 } },
    });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({
      stream: true,
      think: false,
      truncate: false,
      options: { num_ctx: 4096, temperature: 0.1, seed: 0, num_predict: 512 },
    });
  });

  it('says what to do about a missing model', async () => {
    const server = await serve(replied(404, { error: "model 'phi3:mini' not found" }));
    const error = await ollama({ model: 'phi3:mini', host: server.url }).generate(call, createCallContext()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelNotFoundError);
    expect((error as Error).message).toBe(`Model "phi3:mini" is not installed on ${server.url}; run: ollama pull phi3:mini`);
  });

  it('says what to do about a missing server', async () => {
    const server = await startLoopbackServer(silence);
    await server.close();
    const error = await ollama({ model: 'phi3:mini', host: server.url }).generate(call, createCallContext()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ServerUnreachableError);
    expect((error as Error).message).toBe(`No Ollama server at ${server.url} (connection refused); start it with: ollama serve`);
  });

  it('frees the connection when a silent server is no longer waited for', async () => {
    const server = await serve(silence);
    const abort = new AbortController();
    const reply = ollama({ model: 'phi3:mini', host: server.url }).generate(call, createCallContext({ signal: abort.signal }));
    await expect.poll(() => server.requests.length).toBe(1);
    abort.abort();
    await expect(reply).rejects.toBeInstanceOf(CancelledError);
    await server.requests[0]?.disconnected;
  });
});
