import { CancelledError, checkOption, checkRatio, type CallContext, type Operation, type Policy } from '@planweave/core-types';
import { boundedContext } from '../context/derive-context.ts';
import { ensureWanted } from '../context/ensure-wanted.ts';
import { start } from '../context/start.ts';
import { perTarget } from '../per-target/per-target.ts';

/** Options of {@link hedge}. */
export interface HedgeOptions {
  /** How long the first call may take before a second one starts beside it, in milliseconds of at least 0. */
  readonly afterMs: number;
  /** How many extra calls there may be for each ordinary one in the long run, in 0..1. @default 0.1 */
  readonly extraRatio?: number;
  /** How many extra calls may come at once after a quiet time, at least 1. @default 3 */
  readonly burst?: number;
  /** Which results are good; a bad one does not win while another call is running. @default all */
  readonly isValid?: (result: unknown) => boolean;
}

/**
 * Starts a second call beside a slow one and takes the first good result of the two; the other is cancelled. A token
 * bucket for each target bounds the extra load, so that a server that is slow because it has too much does not get twice as much.
 *
 * The operation must be one that may be done twice, as asking a model is. When both calls fail, the first failure is
 * thrown; when no good result comes, the last bad one is returned. No second call starts once the deadline is over, which ends
 * neither: for that, put an `attemptTimeout` further in.
 *
 * @throws `InvalidOptionError` for an option outside its range.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { hedge } from '@planweave/resilience';
 *
 * let calls = 0;
 * const slowOnce = () => {
 *   calls += 1;
 *   return calls === 1 ? new Promise<string>(() => {}) : Promise.resolve('second');
 * };
 * await hedge({ afterMs: 1 }).execute(slowOnce, createCallContext()); //=> 'second'
 * ```
 */
export function hedge(options: HedgeOptions): Policy {
  const { afterMs, extraRatio = 0.1, burst = 3, isValid = () => true } = options;
  checkOption('hedge', 'afterMs', afterMs, 'a number of milliseconds of at least 0', (given) => Number.isFinite(given) && given >= 0);
  checkRatio('hedge', 'extraRatio', extraRatio);
  checkOption('hedge', 'burst', burst, 'a number of at least 1', (given) => given >= 1);
  const allowances = perTarget(() => ({ tokens: burst }));
  return Object.freeze({
    name: 'hedge',
    execute: <Result>(operation: Operation<Result>, context: CallContext) =>
      start((given) => {
        ensureWanted(given);
        const allowance = allowances.of(given.target ?? 'default');
        allowance.tokens = Math.min(burst, allowance.tokens + extraRatio);
        const mayHedge = () => {
          if (allowance.tokens < 1) return false;
          allowance.tokens -= 1;
          return true;
        };
        return raceTwo(operation, given, { afterMs, isValid, mayHedge });
      }, context),
  });
}

interface Race {
  readonly afterMs: number;
  readonly isValid: (result: unknown) => boolean;
  /** Takes a token for the extra call, when there is one. */
  readonly mayHedge: () => boolean;
}

function raceTwo<Result>(operation: Operation<Result>, context: CallContext, race: Race): Promise<Result> {
  const { signal, clock, deadline, report, requestId } = context;
  return new Promise((resolve, reject) => {
    const running = new Set<AbortController>();
    const failures: unknown[] = [];
    let bad: { readonly result: Result } | undefined;
    const end = (reason: unknown) => {
      cancelTimer();
      signal.removeEventListener('abort', onAbort);
      for (const controller of running) controller.abort(reason);
      running.clear();
    };
    const onAbort = () => {
      end(signal.reason);
      reject(new CancelledError('decode', signal.reason));
    };
    const win = (settle: () => void) => {
      end(new CancelledError('decode'));
      settle();
    };
    const begin = () => {
      const controller = new AbortController();
      running.add(controller);
      /** False for a call that was given up already. */
      const isNeeded = () => running.delete(controller);
      const lose = () => {
        if (running.size > 0) return;
        const last = bad;
        win(last === undefined ? () => reject(failures[0]) : () => resolve(last.result));
      };
      start(operation, boundedContext(context, deadline, controller)).then(
        (result) => {
          if (!isNeeded()) return;
          try {
            if (race.isValid(result)) return win(() => resolve(result));
          } catch (error) {
            return win(() => reject(error));
          }
          bad = { result };
          lose();
        },
        (error: unknown) => {
          if (!isNeeded()) return;
          failures.push(error);
          lose();
        },
      );
    };
    const cancelTimer = clock.schedule(() => {
      if (running.size === 0 || deadline.isOver() || !race.mayHedge()) return;
      report?.({ type: 'hedge-started', requestId, at: clock.now(), afterMs: race.afterMs });
      // whoever listens may have stopped the call
      if (running.size > 0) begin();
    }, race.afterMs);
    signal.addEventListener('abort', onAbort, { once: true });
    begin();
  });
}
