import type { HttpCall, JsonObject } from '@planweave/model-http';
import { lineFramer } from './line-framer.ts';

/** What a reply must look like to be let through. */
export interface ReplyForm {
  /** Lines of JSON, or one JSON document. */
  readonly framing: 'lines' | 'document';
  /** True for the object without which the reply is not complete. */
  isFinal(object: JsonObject): boolean;
}

/** Any JSON object is the whole reply. */
export const anyDocument: ReplyForm = { framing: 'document', isFinal: () => true };

/**
 * A `fetch` for one call, to be put beneath the `ollama` package: it ends with the call and lets only a faithful reply
 * through. Everything else is thrown as the error it means, which the package passes on untouched.
 */
export function strictFetch(call: HttpCall, form: ReplyForm): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const response = await call.send({
      url: urlOf(input),
      method: init.method ?? 'GET',
      headers: withoutKey(init.headers as Record<string, string>),
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
    });
    const body = form.framing === 'lines' ? checkedLines(response, call, form) : await checkedDocument(response, call, form);
    return new Response(body, { headers: { 'content-type': 'application/json' } });
  };
}

function checkedLines(response: Response, call: HttpCall, form: ReplyForm): ReadableStream<Uint8Array> {
  const judge = (line: string) => (form.isFinal(call.readObject(line)) ? 'end' : 'part');
  const broken = (problem: string) => call.broken(problem);
  return ReadableStream.from(call.readItems<Uint8Array>(response, (outlet) => lineFramer({ maxLineLength, judge, broken }, outlet)));
}

async function checkedDocument(response: Response, call: HttpCall, form: ReplyForm): Promise<string> {
  const text = await call.readText(response);
  if (!form.isFinal(call.readObject(text))) throw call.unfinished();
  return text;
}

/** The package gives texts; the type allows more. */
function urlOf(input: Parameters<typeof globalThis.fetch>[0]): string {
  return typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
}

/** The package's own headers, but not the key that it takes from the environment. */
function withoutKey(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}

/** A line is a token, or a whole reply when the server has no more to add. */
const maxLineLength = 1024 * 1024;
