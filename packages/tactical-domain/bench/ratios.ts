/** Something to measure; it returns a number that depends on the work, so that the work cannot be left out. */
export interface Candidate {
  readonly name: string;
  readonly run: (round: number) => number;
}

/**
 * Measures candidates side by side: each round runs a batch of every one, in turn, so that a machine that slows down
 * slows all of them. Prints the median of each, and the median of its ratios to the first.
 */
export function compare(candidates: readonly Candidate[], rounds = 60, batchMs = 4): void {
  const batches = candidates.map(({ run }) => {
    let calls = 1024;
    // Three times, because one hiccup would end the search too early and leave a batch that measures nothing but itself.
    while (Math.min(timeOf(run, calls), timeOf(run, calls), timeOf(run, calls)) < batchMs) calls *= 2;
    return calls;
  });
  const perCall: number[][] = candidates.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    candidates.forEach(({ run }, index) => {
      const calls = batches[index] as number;
      (perCall[index] as number[]).push((timeOf(run, calls) * 1e6) / calls);
    });
  }
  const base = perCall[0] as number[];
  candidates.forEach(({ name }, index) => {
    const times = perCall[index] as number[];
    const ratio = median(times.map((time, round) => time / (base[round] as number)));
    console.log(`${name.padEnd(44)} ${median(times).toFixed(0).padStart(8)} ns  best ${Math.min(...times).toFixed(0).padStart(7)} ns  ${ratio.toFixed(2).padStart(7)}x`);
  });
}

let sink = 0;

function timeOf(run: (round: number) => number, calls: number): number {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) sink += run(call);
  const time = performance.now() - start;
  if (Number.isNaN(sink)) throw new Error('a candidate did no work');
  return time;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}
