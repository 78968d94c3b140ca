import { createFakeOllama, type FakeOllama, type FakeOllamaOptions } from './create-fake-ollama.ts';

/** How a fake server starts: its behaviour and its port. */
export interface StartFakeOllamaOptions extends FakeOllamaOptions {
  /** The port on 127.0.0.1. @default 0, any free one */
  readonly port?: number;
}

/**
 * Starts a fake Ollama server on a real socket of this machine. Stop it when done: it keeps the process alive.
 *
 * @throws `InvalidOptionError` as {@link createFakeOllama} does; the system's error when the port is taken.
 *
 * @example
 * ```ts
 * import { startFakeOllama } from '@planweave/testing';
 *
 * const fake = await startFakeOllama({ reply: ({ messages }) => `You said: ${messages.at(-1)?.content}` });
 * const body = JSON.stringify({ model: 'stand-in', stream: false, messages: [{ role: 'user', content: 'Hi' }] });
 * const reply = await (await fetch(`${fake.url}/api/chat`, { method: 'POST', body })).text();
 * await fake.stop();
 * JSON.parse(reply).message.content; //=> 'You said: Hi'
 * fake.requests.length; //=> 1
 * ```
 */
export async function startFakeOllama({ port = 0, ...options }: StartFakeOllamaOptions = {}): Promise<FakeOllama> {
  const fake = createFakeOllama(options);
  await fake.listen({ port });
  return fake;
}
