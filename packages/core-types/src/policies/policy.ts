import type { CallContext } from '../models/call-context.ts';

/** Work that can be done again, stopped through its context's signal, and bounded by its context's deadline. */
export type Operation<Result> = (context: CallContext) => Promise<Result>;

/**
 * A rule about how work is done: how often, how long, how many at once. All have this one shape, so that they can be
 * put into one another; the first of a list is the outermost.
 */
export interface Policy {
  /** For messages and inspection: `'retry'`. */
  readonly name: string;
  /** Does the work under the rule. The operation may be given a changed context: a nearer deadline, another signal. */
  execute<Result>(operation: Operation<Result>, context: CallContext): Promise<Result>;
}
