/**
 * Hears the failure of something that was given back although nobody waits for it: an observer or a callback may be an
 * `async` function, and an unheard rejection ends a Node process. Promises of other realms, and anything else with a
 * `then`, count as well.
 *
 * @param returned - What came back, whatever it is.
 * @param onRejection - Told why, later; must not throw.
 * @returns True when it was something to wait for.
 *
 * @example
 * ```ts
 * import { catchRejection } from '@planweave/core-types';
 *
 * const heard: unknown[] = [];
 * catchRejection(Promise.reject('too late'), (reason) => heard.push(reason)); //=> true
 * catchRejection(5, (reason) => heard.push(reason)); //=> false
 * await Promise.resolve();
 * heard; //=> ['too late']
 * ```
 */
export function catchRejection(returned: unknown, onRejection: (reason: unknown) => void): boolean {
  if ((typeof returned !== 'object' || returned === null) && typeof returned !== 'function') return false;
  try {
    if (typeof (returned as Partial<PromiseLike<unknown>>).then !== 'function') return false;
    Promise.resolve(returned).then(undefined, onRejection);
  } catch (thrown) {
    onRejection(thrown);
  }
  return true;
}
