import type { Answer } from './loopback-server.ts';

/** The metrics that end every reply. */
export const metrics = {
  total_duration: 5_043_500_667,
  load_duration: 20_000_000,
  prompt_eval_count: 26,
  prompt_eval_duration: 325_953_000,
  eval_count: 290,
  eval_duration: 4_709_213_000,
};

/** One line of a streamed chat. */
export function line(content: string, more: object = {}): string {
  return `${JSON.stringify({ model: 'phi3:mini', created_at: '2026-01-01T00:00:00.123456789Z', message: { role: 'assistant', content }, done: false, ...more })}\n`;
}

/** The line that completes a chat. */
export function lastLine(content = '', more: object = {}): string {
  return line(content, { done: true, done_reason: 'stop', ...metrics, ...more });
}

/** Answers with these texts, each in a write of its own. */
export function streamed(...texts: readonly (string | Uint8Array)[]): Answer {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    for (const text of texts) {
      response.write(text);
      // lets the piece leave on its own
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };
}

/** Answers with a status and a body, as JSON unless it is a text already. */
export function replied(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8', ...headers });
    response.end(text);
  };
}

/** Accepts the request and never says a word. */
export const silence: Answer = () => {};
