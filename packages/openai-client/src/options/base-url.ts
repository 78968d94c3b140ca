import { InvalidOptionError } from '@planweave/core-types';

/** Where a server is. */
export interface BaseUrl {
  /** Everything up to and including `/v1`: what requests are built on. */
  readonly url: string;
  /** Scheme, host and port only: what is shown to people. */
  readonly origin: string;
}

/**
 * Reads a base URL with or without `/v1` at the end; without a scheme it is `http`.
 *
 * @throws `InvalidOptionError` for what is no http or https address, and for one with a user name or password in it,
 * which would end up in logs; the message never shows them.
 */
export function readBaseUrl(given: string): BaseUrl {
  if (given.includes('@')) refuse('without a user name or password (give those in `headers` or `apiKey`)', given.replace(/^(.*:\/\/)?.*@/s, '$1***@'));
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  const url = URL.canParse(address) ? new URL(address) : refuse('an http or https address', given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') refuse('an http or https address', given);
  if (url.search !== '' || url.hash !== '') refuse('without a query or fragment', `${url.origin}${url.pathname}?***`);
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return Object.freeze({ url: `${url.origin}${path}/v1`, origin: url.origin });
}

function refuse(expectation: string, shown: unknown): never {
  throw new InvalidOptionError({ owner: 'openAiCompatible', name: 'baseUrl', expectation, value: shown });
}
