import { CancelledError, checkOption, checkRatio, type CallContext, type Operation, type Policy } from '@planweave/core-types';

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
 * bucket bounds the extra load, so that a server that is slow because it has too much does not get twice as much.
 *
 * The operation must be one that may be done twice, as asking a model is. When both calls fail, the first failure is
 * thrown; when only bad results come, the last of them is returned.
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
  let tokens = burst;
  return Object.freeze({
    name: 'hedge',
    execute<Result>(operation: Operation<Result>, context: CallContext): Promise<Result> {
      tokens = Math.min(burst, tokens + extraRatio);
      const mayHedge = () => {
        if (tokens < 1) return false;
        tokens -= 1;
        return true;
      };
      return raceTwo(operation, context, { afterMs, isValid, mayHedge });
    },
  });
}

interface Race {
  readonly afterMs: number;
  readonly isValid: (result: unknown) => boolean;
  /** Takes a token for the extra call, when there is one. */
  readonly mayHedge: () => boolean;
}

function raceTwo<Result>(operation: Operation<Result>, context: CallContext, race: Race): Promise<Result> {
  const { signal, clock, report, requestId } = context;
  if (signal.aborted) return Promise.reject(new CancelledError('queue', signal.reason));
  return new Promise((resolve, reject) => {
    const running = new Set<AbortController>();
    const failures: unknown[] = [];
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
    const start = () => {
      const controller = new AbortController();
      running.add(controller);
      const finish = (settle: () => void, isGood: boolean) => {
        if (!running.delete(controller)) return;
        if (!isGood && running.size > 0) return;
        end(new CancelledError('decode'));
        settle();
      };
      Promise.resolve()
        .then(() => operation({ ...context, signal: controller.signal }))
        .then(
          (result) => finish(() => resolve(result), race.isValid(result)),
          (error: unknown) => {
            failures.push(error);
            finish(() => reject(failures[0]), false);
          },
        )
        .catch((error: unknown) => finish(() => reject(error), true));
    };
    const cancelTimer = clock.schedule(() => {
      if (running.size === 0 || !race.mayHedge()) return;
      report?.({ type: 'hedge-started', requestId, at: clock.now(), afterMs: race.afterMs });
      start();
    }, race.afterMs);
    signal.addEventListener('abort', onAbort, { once: true });
    start();
  });
}
