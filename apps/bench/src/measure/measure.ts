import { inspect } from 'node:util';
import { median } from './statistics.ts';

/** Something to measure beside others. */
export interface Candidate {
  readonly name: string;
  /** The work. Gets the number of the call, counted from 0, to draw its input from; what it gives is looked at by {@link isDone}. */
  readonly run: (turn: number) => unknown;
  /** Makes ready what the next calls need, such as an empty cache for each; not timed. */
  readonly prepare?: ((firstTurn: number, calls: number) => void | Promise<void>) | undefined;
  /** Whether a result shows that the work was done; asked for the last call of each batch. */
  readonly isDone: (result: unknown) => boolean;
}

/** How long and how often to measure. */
export interface MeasureOptions {
  /** How many batches of each candidate count, above 0. @default 40 */
  readonly rounds?: number;
  /** How long a batch should take, in milliseconds; 0 for batches of one call. @default 2 */
  readonly batchMs?: number;
  /** How long each candidate runs before anything counts, in milliseconds, so that the compiler is done with it. @default 50 times a batch */
  readonly warmUpMs?: number;
}

/** What was measured of one candidate. */
export interface Measurement {
  readonly name: string;
  /** Nanoseconds of one call, averaged over a batch; one for each round, so that rounds of several candidates can be compared. */
  readonly nanoseconds: readonly number[];
  /** Calls of a batch. */
  readonly calls: number;
}

/**
 * Measures candidates side by side: each round runs one batch of every one, each time beginning with another, so that a
 * machine that slows down slows all of them alike. Ratios of one round mean something where times do not.
 *
 * @throws `Error` when a candidate did not do its work.
 */
export async function measure(candidates: readonly Candidate[], options: MeasureOptions = {}): Promise<readonly Measurement[]> {
  const { rounds = 40, batchMs = 2, warmUpMs = batchMs * 50 } = options;
  const runners = candidates.map((candidate) => createRunner(candidate));
  for (const runner of runners) {
    await runner.findBatch(batchMs);
    await runner.warmUp(warmUpMs);
    // what is compiled by now may be faster
    await runner.findBatch(batchMs);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let index = 0; index < runners.length; index += 1) await runners[(index + round) % runners.length]?.count();
  }
  return runners.map(({ result }) => result());
}

const mostCalls = 1 << 20;
/** What is made ready for a batch must fit in memory beside everything else. */
const mostPreparedCalls = 1 << 12;
/** A batch during which another program was given the processor says nothing; it is done again, so many times in all. */
const tries = 5;
/** Longer batches, in nanoseconds, are hardly ever left alone, and are changed less by it. */
const longestTriedAgain = 20e6;

function timesInterrupted(): number {
  return process.resourceUsage().involuntaryContextSwitches;
}

function createRunner(candidate: Candidate) {
  const { name, run, prepare, isDone } = candidate;
  const nanoseconds: number[] = [];
  const limit = prepare === undefined ? mostCalls : mostPreparedCalls;
  let loop: Loop | undefined;
  let calls = 1;
  let turn = 0;

  const batch = async (): Promise<number> => {
    await prepare?.(turn, calls);
    if (loop === undefined) {
      const first = run(turn);
      loop = loopOf(first instanceof Promise);
      await first;
      turn += 1;
      return 0;
    }
    const startedAt = process.hrtime.bigint();
    const result = loop(run, turn, turn + calls);
    const last = result instanceof Promise ? await result : result;
    const elapsed = Number(process.hrtime.bigint() - startedAt);
    if (!isDone(last)) throw new Error(`${name} did not do its work: call ${turn + calls - 1} gave ${inspect(last, { depth: 1 }).slice(0, 500)}`);
    turn += calls;
    return elapsed;
  };
  return {
    /** Looks for the number of calls that take long enough; the compiler gets to work meanwhile. */
    async findBatch(batchMs: number) {
      for (;;) {
        // three times, because one hiccup would end the search too early and leave a batch that measures the clock
        const elapsed = median([await batch(), await batch(), await batch()]);
        if (elapsed >= batchMs * 1e6 || calls >= limit) return;
        const wanted = (calls * batchMs * 1e6) / Math.max(elapsed, 1);
        calls = Math.min(limit, Math.max(calls + 1, Math.min(Math.ceil(wanted * 1.1), calls * 10)));
      }
    },
    async warmUp(warmUpMs: number) {
      const until = performance.now() + warmUpMs;
      while (performance.now() < until) await batch();
    },
    async count() {
      let elapsed: number;
      let isDisturbed: boolean;
      let left = tries;
      do {
        const before = timesInterrupted();
        elapsed = await batch();
        isDisturbed = elapsed < longestTriedAgain && timesInterrupted() > before;
        left -= 1;
      } while (isDisturbed && left > 0);
      nanoseconds.push(elapsed / calls);
    },
    result: (): Measurement => ({ name, nanoseconds, calls }),
  };
}

type Loop = (run: Candidate['run'], from: number, to: number) => unknown;

/**
 * A loop of its own for each candidate: in one that all share, the engine could not see through to the work, and would
 * add some nanoseconds to each call.
 */
function loopOf(isAsync: boolean): Loop {
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is constant, and only new code has its own profile
  return new Function(`return ${isAsync ? 'async ' : ''}(run, from, to) => { let last; for (let turn = from; turn < to; turn += 1) last = ${isAsync ? 'await ' : ''}run(turn); return last; }`)() as Loop;
}
