import { readServerUrl } from '@planweave/model-http';

/** Where a server is. */
export interface BaseUrl {
  /** Everything up to and including `/v1`: what requests are built on. */
  readonly url: string;
  /** The same without `/v1`. */
  readonly root: string;
  /** Scheme, host and port only: what is shown to people. */
  readonly origin: string;
}

/**
 * Reads a base URL with or without `/v1` at the end; without a scheme it is `http`.
 *
 * @throws `InvalidOptionError` for what is no http or https address, and for one with a user name or password in it.
 */
export function readBaseUrl(given: string): BaseUrl {
  const { origin, pathname } = readServerUrl({ owner: 'openAiCompatible', addressOption: 'baseUrl' }, given);
  const path = pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return Object.freeze({ url: `${origin}${path}/v1`, root: `${origin}${path}`, origin });
}
