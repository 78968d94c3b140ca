/** Work to time; gives a number that depends on it, so that it cannot be left out. */
export type Work = (turn: number) => number;

const rounds = 31;
const batchMs = 3;

/**
 * How many times longer each work takes than the first: each round runs a batch of every one, so that a machine that
 * slows down slows all alike. The ratio is the median over the rounds; the times are the best seen.
 */
export function interleaved<Name extends string>(works: Readonly<Record<Name, Work>>): Readonly<Record<Name, { readonly nanoseconds: number; readonly ratio: number }>> {
  const named = Object.entries<Work>(works).map(([name, work]) => ({ name, work, calls: batchSize(work), times: [] as number[] }));
  for (let round = 0; round < rounds; round += 1) for (const { work, calls, times } of named) times.push(timeOf(work, calls) / calls);
  const base = named[0]?.times ?? [];
  return Object.fromEntries(
    named.map(({ name, times }) => [name, { nanoseconds: Math.min(...times), ratio: median(times.map((time, round) => time / (base[round] as number))) }]),
  ) as Record<Name, { nanoseconds: number; ratio: number }>;
}

function batchSize(work: Work): number {
  for (let calls = 256; ; calls *= 2) if (Math.min(timeOf(work, calls), timeOf(work, calls), timeOf(work, calls)) > batchMs * 1e6) return calls;
}

let sink = 0;

function timeOf(work: Work, calls: number): number {
  const startedAt = performance.now();
  for (let turn = 0; turn < calls; turn += 1) sink += work(turn);
  const elapsed = performance.now() - startedAt;
  if (Number.isNaN(sink)) throw new Error('the work was not done');
  return elapsed * 1e6;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}
