import { checkCount, checkOption, type CallContext, type Operation, type Policy } from '@planweave/core-types';
import { start } from '../context/start.ts';
import { perTarget } from '../per-target/per-target.ts';
import { createGate, type GateStatus } from './gate.ts';

/** Options of {@link admissionQueue}. */
export interface AdmissionQueueOptions {
  /** How many calls run at once before anything is known of the server, above 0. @default 1 */
  readonly initialLimit?: number;
  /** How many calls run at once at most, above 0. @default 32 */
  readonly maxLimit?: number;
  /** How many calls wait at most, above 0; one more and the least important is refused. @default 256 */
  readonly maxQueued?: number;
  /** When calls take this many times as long as at their best of late, the server has too much; above 1. @default 1.4 */
  readonly slowFactor?: number;
  /**
   * From this part of `maxQueued` on there is more than can be served; the newest of an agent then goes first, because
   * it has the most time left and asks about the world as it is now. In 0..1, 1 for never. @default 0.5
   */
  readonly newestFirstFrom?: number;
}

/** A policy that lets only so many calls run at once and keeps the others in a fair, bounded line. */
export interface AdmissionQueue extends Policy {
  /** How it stands, for each target that is remembered. */
  status(): readonly (GateStatus & { readonly key: string })[];
}

/**
 * Decides who may call a server now. Ollama takes any number of calls for a loaded model and answers them one after the
 * other, so the waiting must be done here, where it is bounded, fair, and ends at once for whoever leaves.
 *
 * The number of calls at once is learned for each target, from how its answers slow down. Waiting: higher priority first
 * (one turn in ten goes to those below), then each agent in turn, then first come first served. A call that cannot be done by
 * its deadline, going by the time that calls took lately, is refused at once instead of wasting the model's time; after ten
 * seconds without news one such call is let through to see whether that still holds.
 *
 * The deadline ends the wait, not the operation. The place of a call whose caller has left, or whose deadline is over, is given to others even if the operation goes on.
 * At most 1,000 targets are remembered; beyond that, whichever was not used for longest is forgotten.
 *
 * @throws `InvalidOptionError` for an option outside its range; a call is rejected with it when its `priority` is none of the three.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { admissionQueue } from '@planweave/resilience';
 *
 * const queue = admissionQueue({ initialLimit: 2 });
 * await queue.execute(async () => 'planned', createCallContext({ target: 'phi3', priority: 'high' })); //=> 'planned'
 * queue.status()[0]?.running; //=> 0
 * ```
 */
export function admissionQueue(options: AdmissionQueueOptions = {}): AdmissionQueue {
  const { initialLimit = 1, maxLimit = 32, maxQueued = 256, slowFactor = 1.4, newestFirstFrom = 0.5 } = options;
  const settings = { initialLimit, maxLimit, maxQueued, slowFactor, newestFirstFrom };
  for (const name of ['initialLimit', 'maxLimit', 'maxQueued'] as const) checkCount('admissionQueue', name, settings[name]);
  checkOption('admissionQueue', 'initialLimit', initialLimit, 'at most maxLimit', (given) => given <= maxLimit);
  checkOption('admissionQueue', 'slowFactor', slowFactor, 'a finite number above 1', (given) => Number.isFinite(given) && given > 1);
  checkOption('admissionQueue', 'newestFirstFrom', newestFirstFrom, 'a number from 0 to 1', (given) => given >= 0 && given <= 1);
  const gates = perTarget(() => createGate(settings));
  return Object.freeze({
    name: 'admission-queue',
    execute: <Result>(operation: Operation<Result>, context: CallContext) => start((given) => gates.of(given.target ?? 'default').run(operation, given), context),
    status: () => [...gates.entries()].map(([key, gate]) => ({ key, ...gate.status() })),
  });
}
