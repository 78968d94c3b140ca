import type { FakeOllama } from './create-fake-ollama.ts';

/** For the tests of the fake server: a request to it, in process or over its socket. */
export function post(fake: Pick<FakeOllama, 'fetch' | 'url'>, path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  return fake.fetch(`${fake.url}${path}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), ...init });
}

/** The fields of a chat with the default model. */
export function chatOf(content: string, more: object = {}): object {
  return { model: 'stand-in', messages: [{ role: 'user', content }], ...more };
}

/** Any JSON object of a reply. */
export type Fields = Record<string, unknown> & { readonly message?: { readonly content: string; readonly thinking?: string } };

/** The lines of an NDJSON reply. */
export async function linesOf(response: Response): Promise<Fields[]> {
  return (await response.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Fields);
}

/** A JSON reply. */
export async function jsonFrom(response: Response): Promise<Fields> {
  return (await response.json()) as Fields;
}
