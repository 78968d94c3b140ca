import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The parsed body of a request for text, as a `reply` function gets it. */
export interface FakeRequest {
  readonly path: string;
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly prompt: string;
  readonly format: unknown;
  readonly options: Readonly<Record<string, unknown>>;
  readonly stream: boolean;
}

/** How a fake server starts. */
export interface FakeOllamaOptions {
  /** Writes the answer of the model. @default 'OK' */
  readonly reply?: (request: FakeRequest) => string | Promise<string>;
  /** The port on 127.0.0.1. @default 0, any free one */
  readonly port?: number;
  /** The installed models, with or without tag. @default ['stand-in:latest'] */
  readonly models?: readonly string[];
}

/** A request as it was received. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A running fake server. */
export interface FakeOllama {
  /** Where it listens: `http://127.0.0.1:50312`. */
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: readonly RecordedRequest[];
  /** Closes every socket at once, and the server. */
  stop(): Promise<void>;
}

/** Starts a fake Ollama server on a real socket of this machine. */
export async function startFakeOllama(options: FakeOllamaOptions = {}): Promise<FakeOllama> {
  const models = (options.models ?? ['stand-in:latest']).map(withTag);
  const requests: RecordedRequest[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, models, options.reply ?? (() => 'OK'), requests);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  models: readonly string[],
  reply: (request: FakeRequest) => string | Promise<string>,
  requests: RecordedRequest[],
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  const path = new URL(request.url ?? '/', 'http://fake').pathname;
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  requests.push({ method: request.method ?? 'GET', path, headers: request.headers as Record<string, string>, body });
  const details = { parent_model: '', format: 'gguf', family: 'stand-in', families: ['stand-in'], parameter_size: '4B', quantization_level: 'Q4_K_M' };
  const listed = models.map((name) => ({ name, model: name, modified_at: '2026-01-01T00:00:00Z', size: 2_000_000_000, digest: 'd1ge57'.padEnd(64, '0'), details }));
  const json = (status: number, value: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
  };
  if (path === '/') return void response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('Ollama is running');
  if (path === '/api/version') return json(200, { version: '0.33.0' });
  if (path === '/api/tags') return json(200, { models: listed });
  if (path === '/api/ps') return json(200, { models: listed.map((model) => ({ ...model, expires_at: '2318-01-01T00:00:00Z', size_vram: model.size, context_length: 4096 })) });
  const model = textOf(body['model']);
  if (!models.includes(withTag(model))) return json(404, { error: `model '${model}' not found` });
  if (path === '/api/show') return json(200, { details, model_info: { 'general.architecture': 'stand-in', 'stand-in.context_length': 4096 }, capabilities: ['completion', 'tools'] });
  if (path !== '/api/chat' && path !== '/api/generate') return void response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
  const isChat = path === '/api/chat';
  const line = (content: string) => ({ model, created_at: '2026-01-01T00:00:00Z', ...(isChat ? { message: { role: 'assistant', content } } : { response: content }) });
  const final = { done: true, total_duration: 2_000_000, load_duration: 1000, prompt_eval_count: 10, prompt_eval_duration: 1_000_000, eval_count: 5, eval_duration: 1_000_000 };
  if (isChat ? !(body['messages'] as unknown[])?.length : !body['prompt']) return json(200, { ...line(''), done: true, done_reason: 'load' });
  const content = await reply({
    path,
    model,
    messages: (body['messages'] as FakeRequest['messages']) ?? [],
    prompt: textOf(body['prompt']),
    format: body['format'],
    options: (body['options'] as Record<string, unknown>) ?? {},
    stream: body['stream'] !== false,
  });
  if (body['stream'] === false) return json(200, { ...line(content), done_reason: 'stop', ...final });
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (const piece of content.match(/\s*\S{1,4}|\s+/g) ?? []) response.write(`${JSON.stringify({ ...line(piece), done: false })}\n`);
  response.end(`${JSON.stringify({ ...line(''), done_reason: 'stop', ...final })}\n`);
}

function withTag(model: string): string {
  return model.includes(':') ? model : `${model}:latest`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
