import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCallContext, type ModelCall } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { openAiCompatible } from './openai-compatible.ts';

const call: ModelCall = { messages: [{ role: 'user', content: 'What now?' }], schema: { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] } };

describe('openAiCompatible', () => {
  it('streams the pieces of a reply and then the whole of it', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      void (async () => {
        let body = '';
        for await (const piece of request) body += String(piece);
        bodies.push(body);
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: {"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"{\\"a\\""}}]}\n\n');
        response.write('data: {"choices":[{"index":0,"delta":{"content":":1}"}}]}\n\ndata: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n');
        response.end('data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}\n\ndata: [DONE]\n\n');
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const model = openAiCompatible({ dialect: 'vllm', model: 'm', baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    const chunks = [];
    for await (const chunk of model.stream(call, createCallContext())) chunks.push(chunk);
    expect(chunks).toMatchObject([
      { kind: 'text', text: '{"a"' },
      { kind: 'text', text: ':1}' },
      { kind: 'end', reply: { text: '{"a":1}', finishReason: 'stop', usage: { promptTokens: 3, replyTokens: 4 } } },
    ]);
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ response_format: { type: 'json_schema', json_schema: { strict: true, schema: call.schema } }, max_tokens: 512, top_k: 40 });
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    await model.close();
  });
});
