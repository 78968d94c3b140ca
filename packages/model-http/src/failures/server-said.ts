import { shortText } from '@planweave/core-types';
import { parseJson } from '../reply/parse-json.ts';

/** What a server's error body says, in one form for all the forms there are. */
export interface ServerSaid {
  /** Its message, on one line and bounded; empty when it said nothing. */
  readonly message: string;
  /** True when the body was JSON, as every error of the API itself is. */
  readonly isJson: boolean;
  /** The kind of error, where the server has kinds: `'exceed_context_size_error'`. */
  readonly type: string | undefined;
  /** What went wrong in a word, where the server has words: `'context_length_exceeded'`. */
  readonly code: string | undefined;
  /** The parameter at fault, where the server says it: `'response_format'`. */
  readonly parameter: string | undefined;
}

/**
 * Reads an error body: `{"error":"…"}`, an `error` that is an object, one that holds the JSON of llama-server as text
 * (with or without log lines after it), plain text, or the HTML page of a proxy. It never fails, and the message is at
 * most 300 characters.
 *
 * @example
 * ```ts
 * import { serverSaid } from '@planweave/model-http';
 *
 * serverSaid('{"error":{"message":"too long","code":"context_length_exceeded"}}').code; //=> 'context_length_exceeded'
 * serverSaid('<html><title>502 Bad Gateway</title></html>').message; //=> 'a page of HTML 502 Bad Gateway'
 * ```
 */
export function serverSaid(body: string): ServerSaid {
  const outer = parseJson(body);
  if (outer === undefined) return { message: isHtml(body) ? htmlTitle(body) : tidy(body), isJson: false, type: undefined, code: undefined, parameter: undefined };
  const error = field(outer, 'error') ?? field(outer, 'message') ?? field(outer, 'detail');
  const inner = typeof error === 'string' ? nested(error) : error;
  const told = (name: string) => text(field(inner, name)) ?? text(field(outer, name));
  const message = field(inner, 'message') ?? inner ?? outer;
  return { message: tidy(typeof message === 'string' ? message : (written(message) ?? body)), isJson: true, type: told('type'), code: told('code'), parameter: told('param') };
}

/** A value as JSON; `undefined` for one that is nested too deeply to be written. */
function written(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** llama-server's own error inside the text of an Ollama error, or the text as it is. */
function nested(said: string): unknown {
  if (!said.startsWith('{')) return said;
  const inner = parseJson(said) ?? parseJson(said.slice(0, said.indexOf('\n')));
  return field(inner, 'error') ?? inner ?? said;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isHtml(body: string): boolean {
  return /^\s*<(?:!doctype|html)/i.test(body);
}

function htmlTitle(body: string): string {
  // only the beginning is searched, as a hostile page could make the search slow
  const title = /<title[^>]*>([^<]*)/i.exec(body.slice(0, 2_000))?.[1] ?? '';
  return tidy(`a page of HTML ${title}`);
}

function tidy(said: string): string {
  // eslint-disable-next-line no-control-regex -- control characters of a server must not reach a terminal
  return shortText(said.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim(), 300);
}
