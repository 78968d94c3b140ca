import { shortText } from '@planweave/core-types';
import { parseJson } from '../reply/parse-json.ts';

/** What a server's error body says, in one form for all the forms there are. Each text is on one line and bounded. */
export interface ServerSaid {
  /** Its message; empty when it said nothing. */
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

/** Long enough for a message with the end of a log in it; short enough to be searched by any pattern. */
const maxCharacters = 8_000;

/**
 * Reads an error body: `{"error":"…"}`, an `error` that is an object, one that holds the JSON of llama-server as text
 * (with or without log lines after it), plain text, or the HTML page of a proxy. It never fails, and each text is at most
 * 8000 characters.
 *
 * @param hide - Takes out of each text what must not be shown, before it is cut. @default nothing is hidden
 *
 * @example
 * ```ts
 * import { serverSaid } from '@planweave/model-http';
 *
 * serverSaid('{"error":{"message":"too long","code":"context_length_exceeded"}}').code; //=> 'context_length_exceeded'
 * serverSaid('<html><title>502 Bad Gateway</title></html>').message; //=> 'a page of HTML 502 Bad Gateway'
 * serverSaid('{"error":"who is k3y?"}', (text) => text.replaceAll('k3y', '***')).message; //=> 'who is ***?'
 * ```
 */
export function serverSaid(body: string, hide: (text: string) => string = (text) => text): ServerSaid {
  const clean = (said: unknown) => (typeof said === 'string' ? tidy(hide(said)) : undefined);
  const outer = parseJson(body);
  if (outer === undefined) return { message: tidy(hide(isHtml(body) ? htmlTitle(body) : body)), isJson: false, type: undefined, code: undefined, parameter: undefined };
  const error = errorIn(outer);
  const inner = typeof error === 'string' ? nested(error) : error;
  const told = (name: string) => clean(field(inner, name)) ?? clean(field(outer, name));
  const message = field(inner, 'message') ?? inner ?? outer;
  return { message: tidy(hide(typeof message === 'string' ? message : (written(message) ?? body))), isJson: true, type: told('type'), code: told('code'), parameter: told('param') };
}

/** What says most about the failure: words or an object before a mere `true`, a number or nothing. */
function errorIn(outer: unknown): unknown {
  const said = ['error', 'message', 'detail'].map((name) => field(outer, name)).filter((value) => value !== undefined);
  return said.find((value) => (typeof value === 'string' ? value !== '' : typeof value === 'object' && value !== null)) ?? said[0];
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

function isHtml(body: string): boolean {
  return /^\s*<(?:!doctype|html)/i.test(body);
}

function htmlTitle(body: string): string {
  // only the beginning is searched, as a hostile page could make the search slow
  const title = /<title[^>]*>([^<]*)/i.exec(body.slice(0, 2_000))?.[1] ?? '';
  return `a page of HTML ${title}`;
}

function tidy(said: string): string {
  // eslint-disable-next-line no-control-regex -- control characters of a server must not reach a terminal
  return shortText(said.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim(), maxCharacters);
}
