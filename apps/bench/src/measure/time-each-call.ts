import { quantile } from './statistics.ts';

/** How long single calls take, in nanoseconds, without what reading the clock takes. */
export interface CallTimes {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Times single calls, where an average would hide the slow ones. What is below some tens of nanoseconds is lost in the clock. */
export function timeEachCall(run: (turn: number) => unknown, calls: number): CallTimes {
  const clockItself = quantile(times(() => undefined, calls), 0.5);
  const sorted = times(run, calls);
  const at = (share: number) => Math.max(0, quantile(sorted, share) - clockItself);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function times(run: (turn: number) => unknown, calls: number): readonly number[] {
  return Array.from({ length: calls }, (_, turn) => {
    const startedAt = process.hrtime.bigint();
    run(turn);
    return Number(process.hrtime.bigint() - startedAt);
  });
}
