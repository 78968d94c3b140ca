import assert from 'node:assert/strict';

/**
 * What a promise is rejected with.
 *
 * @throws `AssertionError` when it is fulfilled.
 *
 * @example
 * ```ts
 * import { rejectionOf } from '@planweave/testing';
 *
 * await rejectionOf(Promise.reject(new Error('no'))) instanceof Error; //=> true
 * ```
 */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome) return outcome.error;
  return assert.fail('Expected a rejection, but the promise was fulfilled');
}
