import { createCallContext, type CallContext, type CallContextOptions, type ModelCall } from '@planweave/core-types';
import type { HttpFetch, HttpRequest } from '@planweave/model-http';
// oxlint-disable-next-line no-restricted-imports -- only tests use this file
import { chunksOf, createFakeOllama, manualClock, rejectionOf, startFakeOllama, textOf, type FakeOllama, type FakeOllamaOptions, type ManualClock } from '@planweave/testing';
import { it, onTestFinished } from 'vitest';
import { openAiCompatible } from '../openai-compatible.ts';
import type { OpenAiModel } from '../openai-model.ts';
import type { OpenAiOptions } from '../options/openai-options.ts';

export { chunksOf, rejectionOf, textOf };

/** A call that says nothing special. */
export const call: ModelCall = { messages: [{ role: 'user', content: 'What now?' }] };

/** A model on the `/v1` of a fake Ollama, in one process and on one manual clock. */
export interface Fixture {
  readonly clock: ManualClock;
  readonly fake: FakeOllama;
  readonly model: OpenAiModel;
  readonly context: (options?: CallContextOptions) => CallContext;
  /** The promise's result, with the clock moved as far as it takes. */
  readonly run: <Result>(promise: Promise<Result>) => Promise<Result>;
  /** What the promise is rejected with. */
  readonly failure: (promise: Promise<unknown>) => Promise<unknown>;
  /** The JSON of the nth request, 0 for the first. */
  readonly sent: (index?: number) => Record<string, unknown>;
}

/** Makes a {@link Fixture}. */
export function fixture(fakeOptions: FakeOllamaOptions = {}, options: Partial<OpenAiOptions> = {}): Fixture {
  const clock = manualClock();
  const fake = createFakeOllama({ clock, reply: () => '{"steps":[{"act":"Wait"}]}', ...fakeOptions });
  const model = openAiCompatible({ dialect: 'ollama', model: 'stand-in', baseUrl: fake.url, fetch: fake.fetch, ...options });
  const run = <Result>(promise: Promise<Result>) => clock.runUntil(promise);
  return {
    clock,
    fake,
    model,
    context: (more = {}) => createCallContext({ clock, ...more }),
    run,
    failure: (promise) => run(rejectionOf(promise)),
    sent: (index = 0) => fake.requests[index]?.body as Record<string, unknown>,
  };
}

/** A model on a fake server with a real socket; both are closed when the test is over. */
export async function onSocket(fakeOptions: FakeOllamaOptions = {}, options: Partial<OpenAiOptions> = {}): Promise<Pick<Fixture, 'fake' | 'model'>> {
  const fake = await startFakeOllama({ reply: () => 'one two three four five', ...fakeOptions });
  const model = openAiCompatible({ dialect: 'ollama', model: 'stand-in', baseUrl: fake.url, ...options });
  onTestFinished(async () => {
    await model.close();
    await fake.stop();
  });
  return { fake, model };
}

/** The limit of a wait for something that happens on another socket; nothing depends on how long it takes. */
export const patience = { timeout: 10_000 };

/** A case of the contract that another package answers. */
export function elsewhere(title: string, reason: string): void {
  // oxlint-disable-next-line vitest/expect-expect -- a skipped test has nothing to assert
  it.skipIf(true)(`${title} (${reason})`, () => {});
}

/** The frame of one event. */
export function event(object: unknown): string {
  return `data: ${JSON.stringify(object)}\n\n`;
}

/** The frame of one piece of text. */
export function piece(content: string, more: object = {}): string {
  return event({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'stand-in', choices: [{ index: 0, delta: { content }, finish_reason: null, ...more }] });
}

/** The frame that says why the model stopped. */
export function finish(reason: string | null = 'stop'): string {
  return event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
}

/** The frame after the last one. */
export const done = 'data: [DONE]\n\n';

/** A streamed reply of exactly these pieces. */
export function streamed(...pieces: readonly (string | Uint8Array)[]): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of pieces) controller.enqueue(typeof part === 'string' ? encoder.encode(part) : part);
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** A model whose server gives these answers, one for each request. */
export function modelAnswering(answers: readonly (() => Response)[], options: Partial<OpenAiOptions> = {}): { readonly model: OpenAiModel; readonly bodies: Record<string, unknown>[]; readonly requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const bodies: Record<string, unknown>[] = [];
  const fetch: HttpFetch = async (_url, request) => {
    requests.push(request);
    bodies.push(JSON.parse(request.body ?? '{}') as Record<string, unknown>);
    const answer = answers[requests.length - 1];
    if (answer === undefined) throw new Error(`Request ${requests.length} was not expected`);
    return answer();
  };
  return { model: openAiCompatible({ dialect: 'vllm', model: 'stand-in', fetch, ...options }), bodies, requests };
}

/** One call to a model whose server sends exactly these pieces. */
export function replyTo(...pieces: readonly (string | Uint8Array)[]): ReturnType<OpenAiModel['generate']> {
  return modelAnswering([() => streamed(...pieces)]).model.generate(call, createCallContext());
}
