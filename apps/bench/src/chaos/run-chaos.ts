import { CancelledError, seededRandom, systemClock, type Clock, type Random } from '@planweave/core-types';
import { ollama } from '@planweave/ollama-client';
import { createPlanner, type Planner, type PlanOutcome } from '@planweave/planner-facade';
import { tacticalDomain } from '@planweave/tactical-domain';
import { createFakeOllama, manualClock, type FakeOllama, type ManualClock } from '@planweave/testing';
import { drawSession } from './draw-session.ts';
import { randomWorld } from './random-world.ts';

/** How to torment. */
export interface ChaosOptions {
  readonly runs: number;
  readonly seed: number;
  /** True: a server on a real socket and the machine's clock. False: no socket, and a clock that is moved by hand. */
  readonly isReal: boolean;
  /** Only every so-many-th session, for several processes that share the work; all of them when not given. */
  readonly part?: { readonly index: number; readonly of: number };
}

/** What came of it. */
export interface ChaosReport {
  readonly runs: number;
  /** Plans with a step that is not legal in their world, or without steps. */
  readonly illegal: number;
  /** Plans that came after their deadline; with the real clock, more than 10 ms after. */
  readonly late: number;
  /** Requests that rejected although the caller had not left. */
  readonly rejected: number;
  /** Promises that rejected with nobody to hear it. */
  readonly unhandled: number;
  /** Requests that the caller gave up, as part of the torment. */
  readonly cancelled: number;
  /** How often each way made the plan: `llm full`, `fallback heuristic`, … */
  readonly byTier: Readonly<Record<string, number>>;
  /** Why the plan was not the best, by code. */
  readonly byCause: Readonly<Record<string, number>>;
  /** The furthest any plan was past its deadline, in milliseconds. */
  readonly worstLatenessMs: number;
  /** The first things that went wrong, for the one who mends them. */
  readonly examples: readonly string[];
}

const runsOfASession = 20;
const toleranceMs = 10;
const mostExamples = 10;

/**
 * Runs planner after planner against a server that does everything wrong, with broken plug-ins, tiny budgets and callers
 * who leave, and counts what must never happen.
 */
export async function runChaos(options: ChaosOptions, onProgress: (done: number) => void = () => {}): Promise<ChaosReport> {
  const tally = createTally();
  const onUnhandled = (reason: unknown) => tally.unhandled(reason);
  process.on('unhandledRejection', onUnhandled);
  try {
    const random = seededRandom(options.seed);
    // a process that has just started is still compiling itself, which is not what is measured
    if (options.isReal) await runSession(random.fork('warm-up'), runsOfASession, true, createTally(), 'warm-up');
    const { index, of } = options.part ?? { index: 0, of: 1 };
    for (let done = index * runsOfASession; done < options.runs; done += of * runsOfASession) {
      const label = `session ${done / runsOfASession}`;
      await runSession(random.fork(label), Math.min(runsOfASession, options.runs - done), options.isReal, tally, label);
      onProgress(done);
    }
    // rejections are told on a later turn
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    return tally.report();
  } finally {
    process.off('unhandledRejection', onUnhandled);
  }
}

async function runSession(random: Random, runs: number, isReal: boolean, tally: Tally, label: string): Promise<void> {
  const session = drawSession(random.fork('session'), isReal ? 20 : 1);
  const manual = isReal ? undefined : manualClock();
  const clock: Clock = manual ?? systemClock;
  const fake = createFakeOllama({ clock, random: random.fork('server'), reply: session.reply, speed: session.speed, faults: session.faults });
  if (isReal) await fake.listen();
  const model = ollama({ model: 'stand-in', host: fake.url, ...(isReal ? {} : { fetch: fake.fetch }) });
  const planner = createPlanner({ domain: session.domain, model, policy: session.policy, observers: session.observers, clock, random, ...(session.cache && { cache: session.cache }) });
  const worlds = Array.from({ length: 5 }, (_, index) => randomWorld(random.fork(`world ${index}`)));
  const chance = random.fork('requests');
  for (let done = 0; done < runs; ) {
    const together = Math.min(runs - done, 1 + Math.floor(chance.next() * 4));
    const requests = Array.from({ length: together }, () => planOnce(planner, worlds, clock, chance, isReal, tally, label));
    await settled(requests, manual);
    done += together;
  }
  await stop(fake, () => model.close(), manual);
}

async function planOnce(planner: Planner, worlds: readonly ReturnType<typeof randomWorld>[], clock: Clock, chance: Random, isReal: boolean, tally: Tally, label: string): Promise<void> {
  const world = worlds[Math.floor(chance.next() * worlds.length)]!;
  const budgetMs = Math.floor(isReal ? 20 + chance.next() ** 2 * 400 : chance.next() ** 2 * 8_000);
  const caller = new AbortController();
  const leavesAfterMs = chance.next() < 0.05 ? chance.next() * budgetMs : undefined;
  const cancelLeaving = leavesAfterMs === undefined ? () => {} : clock.schedule(() => caller.abort(), leavesAfterMs);
  const deadline = clock.now() + budgetMs;
  tally.start();
  try {
    const outcome = await planner.plan(world, { budgetMs, signal: caller.signal, agentId: `agent ${Math.floor(chance.next() * 3)}` });
    tally.outcome(outcome, isLegal(outcome, world), clock.now() - deadline - (isReal ? toleranceMs : 0), clock.now() - deadline, label);
  } catch (error) {
    tally.rejection(error, caller.signal.aborted, label);
  } finally {
    cancelLeaving();
  }
}

function isLegal({ plan }: PlanOutcome, world: ReturnType<typeof randomWorld>): boolean {
  const verdicts = tacticalDomain.check(world, plan.steps);
  return verdicts.length > 0 && verdicts.every((verdict) => verdict.isLegal);
}

async function settled(requests: readonly Promise<void>[], manual: ManualClock | undefined): Promise<void> {
  const all = Promise.all(requests);
  await (manual === undefined ? all : manual.runUntil(all));
}

async function stop(fake: FakeOllama, close: () => Promise<void>, manual: ManualClock | undefined): Promise<void> {
  const all = Promise.all([close(), fake.stop()]).then(() => {});
  await (manual === undefined ? all : manual.runUntil(all));
}

interface Tally {
  start(): void;
  outcome(outcome: PlanOutcome, legal: boolean, overMs: number, latenessMs: number, label: string): void;
  rejection(error: unknown, callerLeft: boolean, label: string): void;
  unhandled(reason: unknown): void;
  report(): ChaosReport;
}

function createTally(): Tally {
  const counts = { runs: 0, illegal: 0, late: 0, rejected: 0, unhandled: 0, cancelled: 0, worstLatenessMs: -Infinity };
  const byTier = new Map<string, number>();
  const byCause = new Map<string, number>();
  const examples: string[] = [];
  const note = (text: string) => {
    if (examples.length < mostExamples) examples.push(text);
  };
  return {
    start() {
      counts.runs += 1;
    },
    outcome(outcome, legal, overMs, latenessMs, label) {
      add(byTier, `${outcome.source} ${outcome.tier}`);
      add(byCause, outcome.reason?.code ?? 'none');
      counts.worstLatenessMs = Math.max(counts.worstLatenessMs, latenessMs);
      if (!legal) {
        counts.illegal += 1;
        note(`${label}: illegal ${JSON.stringify(outcome.plan.steps)} from ${outcome.source} ${outcome.tier}`);
      }
      if (overMs > 0) {
        counts.late += 1;
        note(`${label}: ${latenessMs.toFixed(1)} ms late, budget ${outcome.budget.givenMs}, ${outcome.source} ${outcome.tier}, attempts ${outcome.attempts.map(({ tier, error, durationMs }) => `${tier} ${error?.code ?? 'ok'} ${durationMs.toFixed(1)}`).join(', ')}`);
      }
    },
    rejection(error, callerLeft, label) {
      if (callerLeft && CancelledError.isInstance(error)) {
        counts.cancelled += 1;
        return;
      }
      counts.rejected += 1;
      note(`${label}: rejected with ${String(error)}`);
    },
    unhandled(reason) {
      counts.unhandled += 1;
      note(`unhandled rejection: ${reason instanceof Error ? reason.stack : String(reason)}`);
    },
    report: () => ({ ...counts, byTier: sorted(byTier), byCause: sorted(byCause), examples }),
  };
}

/** What several processes counted, as one. */
export function addUp(reports: readonly ChaosReport[]): ChaosReport {
  const sum = (key: 'runs' | 'illegal' | 'late' | 'rejected' | 'unhandled' | 'cancelled') => reports.reduce((total, report) => total + report[key], 0);
  const sums = (key: 'byTier' | 'byCause') => {
    const counts = new Map<string, number>();
    for (const report of reports) for (const [name, count] of Object.entries(report[key])) add(counts, name, count);
    return sorted(counts);
  };
  return {
    runs: sum('runs'),
    illegal: sum('illegal'),
    late: sum('late'),
    rejected: sum('rejected'),
    unhandled: sum('unhandled'),
    cancelled: sum('cancelled'),
    worstLatenessMs: Math.max(...reports.map((report) => report.worstLatenessMs)),
    byTier: sums('byTier'),
    byCause: sums('byCause'),
    examples: reports.flatMap((report) => report.examples).slice(0, mostExamples),
  };
}

function add(counts: Map<string, number>, key: string, count = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)));
}
