import { readServerUrl } from '@planweave/model-http';

/** Where a server is. */
export interface BaseUrl {
  /** What requests are built on: with its path, which ends in the version for most servers. */
  readonly url: string;
  /** The same without `/v1` at the end. */
  readonly root: string;
  /** Scheme, host and port only: what errors show. */
  readonly origin: string;
}

/**
 * Reads a base URL; without a scheme it is `http`, and without a path it is `/v1`. A path is taken as it is, because not
 * every server calls its version so: `/v1beta/openai`, `/api/paas/v4`.
 *
 * @throws `InvalidOptionError` for what is no http or https address, and for one with a user name or password in it.
 */
export function readBaseUrl(given: string): BaseUrl {
  const { origin, pathname } = readServerUrl({ owner: 'openAiCompatible', addressOption: 'baseUrl' }, given);
  const path = pathname.replace(/\/+$/, '') || '/v1';
  return Object.freeze({ url: `${origin}${path}`, root: `${origin}${path.replace(/\/v1$/, '')}`, origin });
}
