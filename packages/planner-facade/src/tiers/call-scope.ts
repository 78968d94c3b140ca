import { CancelledError } from '@planweave/core-types';

/** Why a model's own signal aborts when nobody waits for it any more; shared, because making one takes microseconds. */
const over = new CancelledError('decode', 'the call is over');

/**
 * The result of one call, which may not listen to its signal: when one of `signals` aborts, the wait is over. The call's
 * own signal aborts when the call ends, however it ends, so that a server which stays silent after the plan is left as
 * well. Nothing is started when it is too late already.
 *
 * Whatever goes wrong goes through `fail` first, at once: whoever aborted goes on before the one who waits here gets to
 * run again.
 *
 * @param fail - Turns what was thrown, or the reason of an abort, into what is thrown here; may be called twice.
 */
export async function callScope<Result>(signals: readonly AbortSignal[], work: (signal: AbortSignal) => Promise<Result>, fail: (thrown: unknown) => unknown): Promise<Result> {
  const late = signals.find((signal) => signal.aborted);
  if (late !== undefined) throw fail(late.reason);
  const own = new AbortController();
  let reject!: (reason: unknown) => void;
  const left = new Promise<never>((_, rejectLeft) => {
    reject = rejectLeft;
  });
  const leave = () => {
    const reason: unknown = signals.find((signal) => signal.aborted)?.reason;
    reject(failure(fail, reason));
    own.abort(reason);
  };
  for (const signal of signals) signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work(own.signal), left]);
  } catch (thrown) {
    throw fail(thrown);
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', leave);
    own.abort(over);
  }
}

/** What `fail` makes of it, or what it throws itself: nothing may be thrown into a signal. */
function failure(fail: (thrown: unknown) => unknown, reason: unknown): unknown {
  try {
    return fail(reason);
  } catch (thrown) {
    return thrown;
  }
}
