import { openConnection as openHttpConnection, type HttpConnection } from '@planweave/model-http';
import type { OllamaHostOptions } from '../options/ollama-options.ts';
import { readBaseUrl } from './base-url.ts';
import { ollamaProfile } from './ollama-profile.ts';

/** Everything that the calls to one Ollama server share. */
export interface OllamaConnection extends HttpConnection {
  /** What requests are built on. */
  readonly url: string;
}

/**
 * Checks the options of a server and makes its connection; nothing is sent yet.
 *
 * @throws `InvalidOptionError`
 */
export function openConnection({ host = '', ...options }: OllamaHostOptions): OllamaConnection {
  const { url, origin } = readBaseUrl(host === '' ? 'http://127.0.0.1:11434' : host);
  return Object.freeze({ ...openHttpConnection(ollamaProfile, origin, options), url });
}
