/** Bounds and pace of a {@link ConcurrencyLimit}. */
export interface ConcurrencyLimitSettings {
  readonly initialLimit: number;
  readonly maxLimit: number;
  /** When calls take this many times as long as at their best of late, the server works on more than it can. */
  readonly slowFactor: number;
}

/** How many calls a server works on at once, learned from how it answers. */
export interface ConcurrencyLimit {
  /** The limit as a whole number, at least 1. */
  readonly current: number;
  /** A call ended well; `startedAt` tells calls from before the last change apart. */
  succeed(startedAt: number, endedAt: number, wasFull: boolean): void;
  /** A call was stopped for lack of time; it counts only if it had longer than calls take here. */
  stop(startedAt: number, endedAt: number): void;
  /** The server said that it has too much. */
  overload(startedAt: number, endedAt: number): void;
}

const decrease = 0.7;
const averaging = 0.1;
/** An average of fewer calls says more about chance than about the server. */
const fewestCalls = 10;
/** After so many calls the best time is looked for anew, or a server that became slower would seem overloaded for ever. */
const bestOfCalls = 200;

/**
 * Additive increase, multiplicative decrease (Chiu and Jain, 1989), on the average time of a call: as long as it is about as
 * good as the best of late, the limit grows by one a round of calls, and only while it is used; when it is clearly worse,
 * or the server refuses, the limit falls to 70 %, once for all the calls that were running then. A server that queues
 * inside, as Ollama does without bound for a loaded model, shows itself by time alone.
 *
 * The fall goes below the point where waiting inside begins (0.7 · 1.4 < 1), so each fall shows the best time again and the
 * limit cannot drift upwards with its own queue.
 */
export function createConcurrencyLimit(settings: ConcurrencyLimitSettings): ConcurrencyLimit {
  let limit = settings.initialLimit;
  let loweredAt = -Infinity;
  let averageMs = 0;
  let averagedCalls = 0;
  // the best average in the running stretch of calls and in the one before
  let bestMs = Infinity;
  let earlierBestMs = Infinity;
  let stretchCalls = 0;

  const lower = (startedAt: number, endedAt: number) => {
    if (startedAt < loweredAt) return;
    limit = Math.max(1, limit * decrease);
    loweredAt = endedAt;
    averagedCalls = 0;
  };
  const isSlow = (durationMs: number) => durationMs > Math.min(bestMs, earlierBestMs) * settings.slowFactor;
  const rememberBest = () => {
    stretchCalls += 1;
    bestMs = Math.min(bestMs, averageMs);
    if (stretchCalls < bestOfCalls) return;
    earlierBestMs = bestMs;
    bestMs = averageMs;
    stretchCalls = 0;
  };
  return {
    get current() {
      return Math.floor(limit);
    },
    succeed(startedAt, endedAt, wasFull) {
      if (startedAt < loweredAt) return;
      averagedCalls += 1;
      averageMs += (endedAt - startedAt - averageMs) * Math.max(averaging, 1 / averagedCalls);
      const isTelling = averagedCalls >= fewestCalls;
      if (isTelling) rememberBest();
      if (isTelling && limit > 1 && isSlow(averageMs)) lower(startedAt, endedAt);
      else if (wasFull) limit = Math.min(settings.maxLimit, limit + 1 / limit);
    },
    stop(startedAt, endedAt) {
      if (isSlow(endedAt - startedAt)) lower(startedAt, endedAt);
    },
    overload: lower,
  };
}
