import { checkCount, checkOption } from '@planweave/core-types';
import type { ConnectionOptions } from './connection-options.ts';
import { checkHeaders } from './check-headers.ts';
import { hideSecrets } from './hide-secrets.ts';
import type { HttpFetch } from './http-fetch.ts';
import { ownFetch } from './own-fetch.ts';
import type { ServerProfile } from './server-profile.ts';

/** Everything that the calls to one server share. What it knows of keys cannot be read from it. */
export interface HttpConnection {
  /** Scheme, host and port: what is shown to people. */
  readonly origin: string;
  readonly profile: ServerProfile;
  /** Makes a request with the connection's own headers, the key among them, over those of the request. */
  readonly fetch: HttpFetch;
  readonly firstTokenMs: number;
  readonly idleMs: number;
  readonly maxReplyBytes: number;
  /** A text of the server without the keys that it may repeat. */
  readonly hide: (text: string) => string;
  /** Says what to do when the connection is closed, until the function that it gives is called. */
  readonly onClose: (stop: () => void) => () => void;
  /** Ends the calls under way, as cancelled, and closes the connections. It can be used again after it. */
  close(): Promise<void>;
}

/**
 * Checks the options of a server and makes its connection; nothing is sent yet. The default `fetch` is Node's own with
 * connections of `undici` and without its limits of 300 seconds: how long a call waits is decided by the call alone.
 *
 * @throws `InvalidOptionError`
 *
 * @example
 * ```ts
 * import { openConnection, type ServerProfile } from '@planweave/model-http';
 *
 * const profile: ServerProfile = {
 *   owner: 'parrot', addressOption: 'url', name: 'parrot server', api: 'parrot API', replyEnd: '"end"',
 *   startAdvice: 'start it', unauthorizedAdvice: 'give an apiKey', forbiddenAdvice: 'ask its owner', failures: [],
 *   isFailure: (object) => 'error' in object,
 * };
 * const connection = openConnection(profile, 'http://127.0.0.1:7000', { apiKey: 'k3y-of-mine' });
 * connection.idleMs; //=> 60000
 * connection.hide('who is k3y-of-mine?'); //=> 'who is ***?'
 * JSON.stringify(connection).includes('k3y-of-mine'); //=> false
 * ```
 */
export function openConnection(profile: ServerProfile, origin: string, options: ConnectionOptions = {}): HttpConnection {
  const { apiKey, headers = {}, connectTimeoutMs = 5_000, firstTokenMs = 600_000, idleMs = 60_000, maxReplyBytes = 8 * 1024 * 1024 } = options;
  const { owner } = profile;
  const sent = checkHeaders(owner, headers, apiKey);
  const own = options.fetch === undefined ? ownFetch(checkLimit(owner, 'connectTimeoutMs', connectTimeoutMs)) : undefined;
  const fetch = options.fetch ?? own?.fetch ?? globalThis.fetch;
  const stops = new Set<() => void>();
  return Object.freeze({
    origin,
    profile,
    fetch: (url, request) => fetch(url, { ...request, headers: { ...request.headers, ...sent } }),
    firstTokenMs: checkLimit(owner, 'firstTokenMs', firstTokenMs),
    idleMs: checkLimit(owner, 'idleMs', idleMs),
    maxReplyBytes: checkCount(owner, 'maxReplyBytes', maxReplyBytes),
    hide: hideSecrets(apiKey, headers),
    onClose(stop) {
      stops.add(stop);
      return () => void stops.delete(stop);
    },
    async close() {
      for (const stop of stops) stop();
      await own?.close();
    },
  } satisfies HttpConnection);
}

function checkLimit(owner: string, name: string, value: number): number {
  return checkOption(owner, name, value, 'a number of milliseconds above 0', (given) => typeof given === 'number' && given > 0);
}
