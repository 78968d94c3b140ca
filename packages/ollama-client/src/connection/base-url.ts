import { readServerUrl } from '@planweave/model-http';

/** Where a server is. */
export interface BaseUrl {
  /** Scheme, host, port and path, without a slash at the end: what requests are built on. */
  readonly url: string;
  /** Scheme, host and port only: what errors show. */
  readonly origin: string;
}

/**
 * Reads a host the way Ollama reads its `OLLAMA_HOST`: without a scheme it is `http` and, without a port, port 11434;
 * with a scheme and no port it is that scheme's own port. A host to listen on (`0.0.0.0`, `::`) becomes the loopback
 * address. A slash, `/api` or `/v1` at the end, which belongs to the requests and not to the host, is dropped.
 *
 * @throws `InvalidOptionError` for what is no http or https address, and for one with a user name or password in it,
 * which would end up in logs; the message never shows them.
 */
export function readBaseUrl(host: string): BaseUrl {
  const address = typeof host === 'string' ? addressIn(host) : host;
  const url = readServerUrl({ owner: 'ollama', addressOption: 'host' }, address);
  const hostname = loopbacks.get(url.hostname) ?? url.hostname;
  // `new URL` drops a port that is the scheme's own, so whether one was written is asked of the text
  const [, scheme = '', authority = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/\\]*)/i.exec(address) ?? [];
  const isPortWritten = /:\d+$/.test(authority);
  const port = url.port !== '' ? url.port : scheme !== '' || isPortWritten ? schemePorts[url.protocol] : '11434';
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(?:api|v1)$/, '').replace(/\/+$/, '');
  const origin = `${url.protocol}//${hostname}:${port}`;
  return Object.freeze({ url: `${origin}${path}`, origin });
}

function addressIn(host: string): string {
  const given = host.trim().replace(/^(["'])(.*)\1$/, '$2');
  return given.startsWith(':') ? `http://127.0.0.1${given}` : given;
}

const loopbacks: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['[::]', '[::1]'],
]);

const schemePorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };
