import { InvalidOptionError } from '@planweave/core-types';
import type { Cassette } from './cassette.ts';

/** The longest file that is read. */
const mostCharacters = 256 * 1024 * 1024;

/**
 * Writes a cassette as the text of a file, which {@link parseCassette} reads.
 *
 * @example
 * ```ts
 * import { cassetteText, parseCassette, recordingFetch } from '@planweave/testing';
 *
 * parseCassette(cassetteText(recordingFetch().cassette())).exchanges; //=> []
 * ```
 */
export function cassetteText(cassette: Cassette): string {
  return `${JSON.stringify(cassette, null, 1)}\n`;
}

/**
 * Reads the text of a cassette file and checks that it is one.
 *
 * @throws `InvalidOptionError` that says where it is not what a cassette of version 1 is.
 *
 * @example
 * ```ts
 * import { parseCassette } from '@planweave/testing';
 *
 * parseCassette('{"format":"planweave-cassette","version":1,"exchanges":[]}').exchanges.length; //=> 0
 * ```
 */
export function parseCassette(text: string): Cassette {
  if (text.length > mostCharacters) throw problem('$', `at most ${mostCharacters} characters`, text.length);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw problem('$', 'JSON', text);
  }
  const cassette = fields(value, '$');
  if (cassette['format'] !== 'planweave-cassette') throw problem('$.format', '"planweave-cassette"', cassette['format']);
  if (cassette['version'] !== 1) throw problem('$.version', '1', cassette['version']);
  list(cassette['exchanges'], '$.exchanges', checkExchange);
  return value as Cassette;
}

function checkExchange(value: unknown, path: string): void {
  const { request, response, end } = fields(value, path);
  const asked = fields(request, `${path}.request`);
  textAt(asked['method'], `${path}.request.method`);
  textAt(asked['path'], `${path}.request.path`);
  checkHeaders(asked['headers'], `${path}.request.headers`);
  checkBytes(fields(asked['body'], `${path}.request.body`), `${path}.request.body`);
  if (response !== undefined) checkResponse(fields(response, `${path}.response`), `${path}.response`);
  const ending = fields(end, `${path}.end`);
  timeAt(ending['afterMs'], `${path}.end.afterMs`);
  if (ending['kind'] === 'failed') {
    textAt(ending['code'], `${path}.end.code`);
    textAt(ending['message'], `${path}.end.message`);
  } else if (ending['kind'] !== 'complete' && ending['kind'] !== 'left') {
    throw problem(`${path}.end.kind`, 'complete, left or failed', ending['kind']);
  }
}

function checkResponse(response: Fields, path: string): void {
  timeAt(response['afterMs'], `${path}.afterMs`);
  const { status } = response;
  if (!(Number.isInteger(status) && (status as number) >= 200 && (status as number) <= 599)) throw problem(`${path}.status`, 'a status from 200 to 599', status);
  checkHeaders(response['headers'], `${path}.headers`);
  list(response['chunks'], `${path}.chunks`, (chunk, at) => {
    const given = fields(chunk, at);
    timeAt(given['afterMs'], `${at}.afterMs`);
    checkBytes(given, at);
  });
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw problem(path, 'an object', value);
  return value as Fields;
}

function list(value: unknown, path: string, check: (item: unknown, path: string) => void): void {
  if (!Array.isArray(value)) throw problem(path, 'a list', value);
  for (const [index, item] of value.entries()) check(item, `${path}[${index}]`);
}

function textAt(value: unknown, path: string): void {
  if (typeof value !== 'string') throw problem(path, 'a text', value);
}

function timeAt(value: unknown, path: string): void {
  if (!(Number.isFinite(value) && (value as number) >= 0)) throw problem(path, 'milliseconds of at least 0', value);
}

function checkHeaders(value: unknown, path: string): void {
  for (const [name, header] of Object.entries(fields(value, path))) textAt(header, `${path}.${name}`);
}

function checkBytes(value: Fields, path: string): void {
  if (typeof value['text'] !== 'string' && typeof value['base64'] !== 'string') throw problem(path, 'bytes as "text" or "base64"', value);
}

function problem(path: string, expectation: string, value: unknown): InvalidOptionError {
  return new InvalidOptionError({ owner: 'parseCassette', name: 'text', expectation: `a cassette with ${expectation} at ${path}`, value });
}
