import { checkDuration, checkOption, shortValue } from '@planweave/core-types';

/** An agent that would like a plan from the model. */
export interface Candidate {
  readonly agentId: string;
  /** How much it matters that this agent plans well, at least 0; 0 never gets the model. A boss may have 10, a minion 1. */
  readonly importance: number;
  /** How long ago a model last planned for it, in milliseconds; for an agent that never had a plan, its age. */
  readonly waitedMs: number;
  /** How long the model is expected to be busy with it, in milliseconds. */
  readonly expectedMs: number;
}

/** What there is to give away. */
export interface ModelCapacity {
  /** Milliseconds of the model in the coming window: its length, times the calls that the server works on at once. */
  readonly modelMs: number;
  /** Calls that wait for the model already; each is taken to last as long as the average candidate. @default 0 */
  readonly queueLength?: number;
  /**
   * How long an agent waits until it counts twice, in milliseconds, above 0; smaller is fairer, larger keeps the model
   * with the important. @default 10000
   */
  readonly patienceMs?: number;
}

/**
 * Why an agent gets the model, or does not.
 *
 * - `chosen`: it does.
 * - `not-important`: its importance is 0.
 * - `too-long`: it alone would need more than the whole window gives; no waiting helps.
 * - `queue-full`: the calls that wait already need the whole window.
 * - `outranked`: agents that matter more, or waited longer, left too little.
 */
export type AllocationReason = 'chosen' | 'not-important' | 'too-long' | 'queue-full' | 'outranked';

/** What is decided for one agent. */
export interface Allocation {
  readonly agentId: string;
  /** False: follow the heuristics in this window. */
  readonly getsModel: boolean;
  readonly reason: AllocationReason;
}

/**
 * Decides who gets the model in the coming window: bosses do, minions follow the heuristics, and the fewer can be served
 * the more it is the bosses. Call it once a window, with what agents tell of themselves (`waitedMs`, `lastModelMs`), and
 * hand the result to their option `mayPlan`.
 *
 * Agents are ranked by `importance · (1 + waitedMs / patienceMs)` and served in that order as long as what they are
 * expected to need fits; one that does not fit is passed over for the next. So the expected time of the chosen never
 * exceeds the window, more importance never loses the model, and everybody who fits into the window at all gets it in
 * the end, because waiting counts without bound. Agents of equal rank are taken by waiting time and then by id.
 *
 * @returns One entry for each candidate, in their order.
 * @throws `InvalidOptionError` for a number below 0 or not finite.
 *
 * @example
 * ```ts
 * import { allocate } from '@planweave/planner-facade';
 *
 * const minion = { importance: 1, waitedMs: 4_000, expectedMs: 600 };
 * const candidates = [{ agentId: 'rat-1', ...minion }, { agentId: 'dragon', importance: 10, waitedMs: 1_000, expectedMs: 900 }];
 * allocate(candidates, { modelMs: 1_000 });
 * //=> [{ agentId: 'rat-1', getsModel: false, reason: 'outranked' }, { agentId: 'dragon', getsModel: true, reason: 'chosen' }]
 * ```
 */
export function allocate(candidates: readonly Candidate[], capacity: ModelCapacity): readonly Allocation[] {
  const { queueLength = 0, patienceMs = 10_000 } = capacity;
  const modelMs = checkDuration('allocate', 'modelMs', capacity.modelMs);
  checkOption('allocate', 'queueLength', queueLength, 'a number of at least 0', isAmount);
  checkOption('allocate', 'patienceMs', patienceMs, 'a number of milliseconds above 0', (given) => isAmount(given) && given > 0);
  for (const candidate of candidates) checkCandidate(candidate);

  const averageMs = candidates.reduce((sum, { expectedMs }) => sum + expectedMs, 0) / Math.max(1, candidates.length);
  let leftMs = Math.max(0, modelMs - queueLength * averageMs);
  const whyNot = leftMs === 0 ? 'queue-full' : 'outranked';
  const decide = ({ importance, expectedMs }: Candidate): AllocationReason => {
    if (importance === 0) return 'not-important';
    if (expectedMs > modelMs) return 'too-long';
    if (expectedMs > leftMs) return whyNot;
    leftMs -= expectedMs;
    return 'chosen';
  };

  const allocations: Allocation[] = [];
  for (const { candidate, place } of ranked(candidates, patienceMs)) {
    const reason = decide(candidate);
    allocations[place] = Object.freeze({ agentId: candidate.agentId, getsModel: reason === 'chosen', reason });
  }
  return Object.freeze(allocations);
}

function checkCandidate({ agentId, importance, waitedMs, expectedMs }: Candidate): void {
  checkOption('allocate', `importance of ${shortValue(agentId)}`, importance, 'a number of at least 0', isAmount);
  checkDuration('allocate', `waitedMs of ${shortValue(agentId)}`, waitedMs);
  checkDuration('allocate', `expectedMs of ${shortValue(agentId)}`, expectedMs);
}

function isAmount(given: number): boolean {
  return Number.isFinite(given) && given >= 0;
}

/** The candidates, the first to be served first, with their places in the list that was given. */
function ranked(candidates: readonly Candidate[], patienceMs: number) {
  const entries = candidates.map((candidate, place) => ({ candidate, place, rank: candidate.importance * (1 + candidate.waitedMs / patienceMs) }));
  return entries.toSorted(
    (a, b) => descending(a.rank, b.rank) || descending(a.candidate.waitedMs, b.candidate.waitedMs) || -descending(a.candidate.agentId, b.candidate.agentId),
  );
}

function descending<Value extends number | string>(one: Value, other: Value): number {
  return one > other ? -1 : one < other ? 1 : 0;
}
