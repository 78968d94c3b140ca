import { InvalidOptionError } from '@planweave/core-types';
import type { ServerProfile } from './server-profile.ts';

/**
 * Reads the address of a server; without a scheme it is `http`.
 *
 * @throws `InvalidOptionError` for what is no http or https address, and for one with a user name, a password, a query or
 * a fragment in it, which would end up in logs; the message never shows those.
 *
 * @example
 * ```ts
 * import { readServerUrl } from '@planweave/model-http';
 *
 * readServerUrl({ owner: 'ollama', addressOption: 'host' }, 'gpu-box:9000/llm').href; //=> 'http://gpu-box:9000/llm'
 * ```
 */
export function readServerUrl({ owner, addressOption }: Pick<ServerProfile, 'owner' | 'addressOption'>, given: string): URL {
  const refuse = (expectation: string): never => {
    throw new InvalidOptionError({ owner, name: addressOption, expectation, value: typeof given === 'string' ? withoutSecrets(given) : given });
  };
  const expectation = 'an http or https address';
  if (typeof given !== 'string') return refuse(expectation);
  if (given.includes('@')) refuse('without a user name or password (give those in `headers` or `apiKey`)');
  if (/[?#]/.test(given)) refuse('without a query or fragment');
  const address = scheme.test(given) ? given : `http://${given}`;
  const url = URL.canParse(address) ? new URL(address) : refuse(expectation);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') refuse(expectation);
  return url;
}

const scheme = /^[a-z][a-z0-9+.-]*:\/\//i;

/** With a user name in it, only the scheme: where a password ends is a guess. */
function withoutSecrets(address: string): string {
  return address.includes('@') ? `${scheme.exec(address)?.[0] ?? ''}***` : address.replace(/[?#].*/s, '?***');
}
