import { createCallContext, type CallContext, type CallContextOptions, type ModelCall } from '@planweave/core-types';
import type { HttpFetch, HttpRequest } from '@planweave/model-http';
// oxlint-disable-next-line no-restricted-imports -- only tests use this file
import { chunksOf, createFakeOllama, manualClock, rejectionOf, startFakeOllama, textOf, type FakeOllama, type FakeOllamaOptions, type ManualClock } from '@planweave/testing';
import { it, onTestFinished } from 'vitest';
import { ollama } from '../ollama.ts';
import type { OllamaModel } from '../ollama-model.ts';
import type { OllamaOptions } from '../options/ollama-options.ts';

export { chunksOf, rejectionOf, textOf };

/** A call that says nothing special. */
export const call: ModelCall = { messages: [{ role: 'user', content: 'What now?' }] };

/** A model on a fake server, in one process and on one manual clock. */
export interface Fixture {
  readonly clock: ManualClock;
  readonly fake: FakeOllama;
  readonly model: OllamaModel;
  readonly context: (options?: CallContextOptions) => CallContext;
  /** The promise's result, with the clock moved as far as it takes. */
  readonly run: <Result>(promise: Promise<Result>) => Promise<Result>;
  /** What the promise is rejected with. */
  readonly failure: (promise: Promise<unknown>) => Promise<unknown>;
  /** The JSON of the nth request, 0 for the first. */
  readonly sent: (index?: number) => Record<string, unknown>;
}

/** Makes a {@link Fixture}. */
export function fixture(fakeOptions: FakeOllamaOptions = {}, options: Partial<OllamaOptions> = {}): Fixture {
  const clock = manualClock();
  const fake = createFakeOllama({ clock, reply: () => '{"steps":[{"act":"Wait"}]}', ...fakeOptions });
  const model = ollama({ model: 'stand-in', host: fake.url, fetch: fake.fetch, ...options });
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
export async function onSocket(fakeOptions: FakeOllamaOptions = {}, options: Partial<OllamaOptions> = {}): Promise<Pick<Fixture, 'fake' | 'model'>> {
  const fake = await startFakeOllama({ reply: () => 'one two three four five', ...fakeOptions });
  const model = ollama({ model: 'stand-in', host: fake.url, ...options });
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

/** The metrics that end a reply. */
const metrics = {
  total_duration: 5_043_500_667,
  load_duration: 20_000_000,
  prompt_eval_count: 26,
  prompt_eval_duration: 325_953_000,
  eval_count: 290,
  eval_duration: 4_709_213_000,
};

/** One line of a streamed chat. */
export function line(content: string, more: object = {}): string {
  return `${JSON.stringify({ model: 'stand-in', created_at: '2026-01-01T00:00:00.123456789Z', message: { role: 'assistant', content }, done: false, ...more })}\n`;
}

/** The line that completes a chat. */
export function lastLine(content = '', more: object = {}): string {
  return line(content, { done: true, done_reason: 'stop', ...metrics, ...more });
}

/** A streamed reply of exactly these pieces. */
export function streamed(...pieces: readonly (string | Uint8Array)[]): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
}

/** A model whose server gives these answers, one for each request. */
export function modelAnswering(answers: readonly (() => Response)[], options: Partial<OllamaOptions> = {}): { readonly model: OllamaModel; readonly requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const fetch: HttpFetch = async (_url, request) => {
    requests.push(request);
    const answer = answers[requests.length - 1];
    if (answer === undefined) throw new Error(`Request ${requests.length} was not expected`);
    return answer();
  };
  return { model: ollama({ model: 'stand-in', fetch, ...options }), requests };
}

/** One call to a model whose server sends exactly these pieces. */
export function replyTo(...pieces: readonly (string | Uint8Array)[]): ReturnType<OllamaModel['generate']> {
  return modelAnswering([() => streamed(...pieces)]).model.generate(call, createCallContext());
}
