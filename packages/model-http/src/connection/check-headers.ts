import { InvalidOptionError } from '@planweave/core-types';

/**
 * Headers as they are sent: names in small letters, the key as a bearer token. What `fetch` would refuse is refused here,
 * because its own error would quote it.
 *
 * @throws `InvalidOptionError`, without the value.
 */
export function checkHeaders(owner: string, headers: Readonly<Record<string, string>>, apiKey: string | undefined): Readonly<Record<string, string>> {
  const all = { ...lowerCased(headers), ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) };
  for (const [name, value] of Object.entries(all)) {
    if (isToken(name) && isHeaderText(value) && !ofTheConnection.has(name)) continue;
    const option = name === 'authorization' && apiKey !== undefined ? 'apiKey' : 'headers';
    throw new InvalidOptionError({ owner, name: option, expectation: 'text that a header can carry, without line breaks, and no header of the connection itself', value: 'something else (not shown, as it may be a key)' });
  }
  return Object.freeze(all);
}

/** What `fetch` decides by itself; given from outside it fails, or breaks the request. */
const ofTheConnection: ReadonlySet<string> = new Set(['connection', 'content-length', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/** The same headers under names in small letters, so that one name is there once. */
export function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function isToken(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name);
}

function isHeaderText(value: unknown): boolean {
  return typeof value === 'string' && /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value);
}
