const longestMs = 60_000;

/**
 * What a `Retry-After` header asks for, in milliseconds, at most a minute; `undefined` when there is none that can be
 * read. A date is compared with the reply's own `Date` header, so that no clock needs to agree with the server's.
 *
 * @example
 * ```ts
 * import { readRetryAfter } from '@planweave/model-http';
 *
 * readRetryAfter(new Headers({ 'retry-after': '2' })); //=> 2000
 * readRetryAfter(new Headers({ 'retry-after': 'soon' })); //=> undefined
 * ```
 */
export function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  const isSeconds = /^\d+(?:\.\d+)?$/.test(value);
  const ms = isSeconds ? Number(value) * 1_000 : httpDate(value) - httpDate(headers.get('date') ?? '');
  return Number.isNaN(ms) ? undefined : Math.min(longestMs, Math.max(0, ms));
}

/** `Date.parse` alone reads a date into nearly any text. */
function httpDate(text: string): number {
  return text.endsWith(' GMT') ? Date.parse(text) : Number.NaN;
}
