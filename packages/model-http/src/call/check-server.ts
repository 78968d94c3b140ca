import { asPlanweaveError, CancelledError, TimedOutError, type CallContext, type PlanweaveError } from '@planweave/core-types';

/** The longest time a check takes, in milliseconds, whatever the deadline. */
const checkMs = 2_000;

/**
 * Asks a server how it is, for two seconds at most. What goes wrong is an answer as well, which `whenFailed` gives.
 *
 * @param host - The server's origin, for messages.
 * @throws `CancelledError` when the caller cancels, and `TimedOutError` when there is no time to ask at all, because
 * nothing is known of the server then.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { checkServer } from '@planweave/model-http';
 *
 * const check = async () => { throw new Error('nobody there'); };
 * await checkServer('http://127.0.0.1:7000', createCallContext(), check, ({ phase }) => `down: ${phase}`); //=> 'down: connect'
 * ```
 */
export async function checkServer<Health>(
  host: string,
  context: CallContext,
  check: (context: CallContext) => Promise<Health>,
  whenFailed: (problem: PlanweaveError) => Health,
): Promise<Health> {
  const { signal, deadline } = context;
  const what = `The check of ${host}`;
  if (signal.aborted) throw new CancelledError('connect', signal.reason);
  if (deadline.isOver()) throw new TimedOutError({ what, kind: 'deadline', allowedMs: 0, phase: 'connect' });
  try {
    return await check({ ...context, deadline: deadline.within(checkMs) });
  } catch (thrown) {
    if (CancelledError.isInstance(thrown)) throw thrown;
    return whenFailed(asPlanweaveError(thrown, what, 'connect'));
  }
}
