import { checkOption } from '@planweave/core-types';

const usual = ['accept', 'content-type', 'retry-after'];

/** Headers that carry secrets; nobody can ask for them to be kept. */
const secret = /auth|cookie|token|secret|key|session|signature|credential/i;

/**
 * A filter for headers that lets through what a replay needs and nothing that could be a secret.
 *
 * @param more - Names to keep besides, in any case.
 * @throws `InvalidOptionError` for a name that sounds like a secret.
 */
export function keptHeaders(owner: string, more: readonly string[]): (headers: Iterable<[string, string]>) => Record<string, string> {
  checkOption(owner, 'keepHeaders', more, 'names of headers that carry no secrets', (names) => names.every((name) => !secret.test(name)));
  const kept = new Set([...usual, ...more.map((name) => name.toLowerCase())]);
  return (headers) => Object.fromEntries([...headers].filter(([name]) => kept.has(name.toLowerCase())));
}
