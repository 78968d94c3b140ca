import { goJson } from './go-json.ts';

/** What the fake server sends back. The headers go out when the answer is made, so a silent server makes it late. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Everything at once, or piece by piece; each piece of a stream is one write. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

const encoder = new TextEncoder();

/** A text as UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

/** An answer in one piece of JSON, as Go writes it. */
export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: bytesOf(goJson(value)) };
}

/** An answer in plain text, as the router gives it. */
export function textAnswer(status: number, text: string, contentType = 'text/plain'): Answer {
  return { status, headers: text === '' ? {} : { 'content-type': contentType }, body: bytesOf(text) };
}

/** A streamed answer. */
export function streamAnswer(contentType: string, body: AsyncIterable<Uint8Array>): Answer {
  return { status: 200, headers: { 'content-type': contentType }, body };
}
