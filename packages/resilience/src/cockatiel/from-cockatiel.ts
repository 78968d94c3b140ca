import { CancelledError, RefusedError, TimedOutError, type CallContext, type Operation, type Policy } from '@planweave/core-types';
import { ensureWanted } from '../context/ensure-wanted.ts';

/** The part of a cockatiel policy that is used here; every policy of cockatiel 3 has it. */
export interface CockatielPolicy {
  execute<Result>(work: (context: { readonly signal: AbortSignal }) => PromiseLike<Result> | Result, signal?: AbortSignal): Promise<Result>;
}

/**
 * A policy of the library cockatiel in the shape of this package, to be composed with the others. Its ways of saying no
 * become ours: a broken or isolated circuit and a full bulkhead are `RefusedError`, its timeout is `TimedOutError`. No attempt starts once the deadline is over, but its pauses know
 * no deadline.
 *
 * cockatiel reads the machine's clock and `Math.random` itself, so a run with it cannot be replayed; and a call that is
 * aborted while it waits in its bulkhead keeps its place until it is reached (version 3). Our own policies do neither.
 *
 * @param name - For messages and inspection: `'fallback'`.
 * @param policy - Any policy of cockatiel, a wrapped one included.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { fromCockatiel } from '@planweave/resilience';
 * import { bulkhead } from 'cockatiel';
 *
 * const twoAtOnce = fromCockatiel('bulkhead', bulkhead(2, 10));
 * await twoAtOnce.execute(async () => 'done', createCallContext()); //=> 'done'
 * ```
 */
export function fromCockatiel(name: string, policy: CockatielPolicy): Policy {
  return Object.freeze({
    name,
    async execute<Result>(operation: Operation<Result>, context: CallContext): Promise<Result> {
      const startedAt = context.clock.now();
      try {
        return await policy.execute(({ signal }) => {
          ensureWanted(context);
          return operation({ ...context, signal });
        }, context.signal);
      } catch (error) {
        if (context.signal.aborted) throw new CancelledError('queue', context.signal.reason);
        throw translated(name, error, context.clock.now() - startedAt);
      }
    },
  });
}

/** cockatiel marks its errors with a literal property, which holds across copies of the library. */
function translated(name: string, error: unknown, elapsedMs: number): unknown {
  if (typeof error !== 'object' || error === null) return error;
  if ('isBrokenCircuitError' in error) return new RefusedError('circuit', `${name} refused the call: its circuit is open`);
  if ('isBulkheadRejectedError' in error) return new RefusedError('queue', `${name} refused the call: it is full`);
  if ('isTaskCancelledError' in error) return new TimedOutError({ what: name, kind: 'attempt', allowedMs: elapsedMs, phase: 'decode', cause: error });
  return error;
}
