const longestMs = 60_000;

/**
 * What a `Retry-After` header asks for, in milliseconds, at most a minute; `undefined` when there is none that can be
 * read. A date is compared with the reply's own `Date` header, so that no clock needs to agree with the server's.
 *
 * @example
 * ```ts
 * import { readRetryAfter } from '@planweave/ollama-client';
 *
 * readRetryAfter(new Headers({ 'retry-after': '2' })); //=> 2000
 * ```
 */
export function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  const ms = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(ms) ? undefined : Math.min(longestMs, Math.max(0, ms));
}
