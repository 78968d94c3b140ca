import { seededRandom } from '../chance/seeded-random.ts';
import type { Random } from '../chance/random.ts';
import type { Report } from '../events/observer.ts';
import type { Clock } from '../time/clock.ts';
import { createDeadline, type Deadline } from '../time/deadline.ts';
import { systemClock } from '../time/system-clock.ts';

/** Who goes first when there is not enough for all. */
export type Priority = 'high' | 'normal' | 'low';

/** What travels with one request through every layer. */
export interface CallContext {
  /** The same on every event, attempt and log line of one request. */
  readonly requestId: string;
  /** Aborted when the caller, or a layer above, wants no more of this. */
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
  readonly clock: Clock;
  readonly random: Random;
  readonly priority: Priority;
  /** Which agent of the game asks. */
  readonly agentId?: string | undefined;
  /** What is called, usually the model's id; policies with a memory keep one for each target. */
  readonly target?: string | undefined;
  /** How many tokens the call will take about, prompt and reply together; for rates and estimates. */
  readonly estimatedTokens?: number | undefined;
  /** True inside a policy that repeats the work; a retry further in leaves it to that one, so that tries do not multiply. */
  readonly isRepeated?: boolean | undefined;
  /** Takes events. Absent when nobody listens: write `context.report?.({ … })`, so that nothing is built for nobody. */
  readonly report?: Report | undefined;
}

/** The parts of a {@link CallContext} that a caller may choose. */
export interface CallContextOptions extends Partial<Omit<CallContext, 'deadline'>> {
  /** Milliseconds until the deadline. @default Infinity */
  readonly budgetMs?: number;
}

/**
 * A context for using one package alone: the real clock, chance from seed 0, no deadline, nobody listening.
 *
 * @throws `InvalidOptionError` for a negative `budgetMs`.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 *
 * createCallContext({ requestId: 'first', budgetMs: 250 }).deadline.isOver(); //=> false
 * ```
 */
export function createCallContext(options: CallContextOptions = {}): CallContext {
  const { budgetMs = Infinity, clock = systemClock, ...chosen } = options;
  return {
    requestId: 'request',
    priority: 'normal',
    // every member from the start: V8 takes microseconds to copy a context with one that it has not seen there
    agentId: undefined,
    target: undefined,
    estimatedTokens: undefined,
    isRepeated: undefined,
    report: undefined,
    ...chosen,
    clock,
    signal: options.signal ?? new AbortController().signal,
    random: options.random ?? seededRandom(0),
    deadline: createDeadline(clock, budgetMs),
  };
}
