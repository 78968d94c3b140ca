import { checkCount, checkDuration, checkOption, InvalidOptionError } from '@planweave/core-types';
import type { Connection } from '../call/connection.ts';
import { hider } from '../call/hider.ts';
import { ownFetch } from '../call/own-fetch.ts';
import { readBaseUrl } from './base-url.ts';
import type { OllamaHostOptions } from './ollama-options.ts';

/**
 * Checks the options of a server and makes its connection; nothing is sent yet.
 *
 * @throws `InvalidOptionError`
 */
export function openConnection(options: OllamaHostOptions): { connection: Connection; close: () => Promise<void> } {
  const { host = '', apiKey, headers = {}, connectTimeoutMs = 5_000, firstTokenMs = 600_000, idleMs = 60_000, maxReplyBytes = 8 * 1024 * 1024 } = options;
  const own = options.fetch === undefined ? ownFetch(checkDuration('ollama', 'connectTimeoutMs', connectTimeoutMs)) : undefined;
  const all = { ...lowerCased(headers), ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) };
  for (const [name, value] of Object.entries(all)) checkHeader(name, value);
  const connection = {
    base: readBaseUrl(host === '' ? 'http://127.0.0.1:11434' : host),
    headers: Object.freeze(all),
    hide: hider(apiKey, headers),
    fetch: options.fetch ?? own?.fetch ?? globalThis.fetch,
    firstTokenMs: checkLimit('firstTokenMs', firstTokenMs),
    idleMs: checkLimit('idleMs', idleMs),
    maxReplyBytes: checkCount('ollama', 'maxReplyBytes', maxReplyBytes),
  };
  return { connection: Object.freeze(connection), close: async () => own?.close() };
}

function checkLimit(name: string, value: number): number {
  return checkOption('ollama', name, value, 'a number of milliseconds above 0', (given) => given > 0);
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A value that `fetch` would refuse is refused here: its own error would quote it. */
function checkHeader(name: string, value: unknown): void {
  if (typeof value === 'string' && /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value) && /^[\w!#$%&'*+.^`|~-]+$/.test(name)) return;
  const option = name === 'authorization' ? 'apiKey' : 'headers';
  throw new InvalidOptionError({ owner: 'ollama', name: option, expectation: 'text that a header can carry, without line breaks', value: 'something else (not shown, as it may be a key)' });
}
