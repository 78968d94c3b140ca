/** Bounds and pace of a {@link ConcurrencyLimit}. */
export interface ConcurrencyLimitSettings {
  readonly initialLimit: number;
  readonly maxLimit: number;
  /** A call slower than this many times the fastest of late says that the server has more than it can work on at once. */
  readonly slowFactor: number;
}

/** How many calls a server works on at once, learned from how it answers. */
export interface ConcurrencyLimit {
  /** The limit as a whole number, at least 1. */
  readonly current: number;
  /** A call ended well after `durationMs`; `startedAt` tells calls from before the last change apart. */
  succeed(startedAt: number, endedAt: number, wasFull: boolean): void;
  /** A call was stopped for lack of time; it counts only if it had longer than calls take here. */
  stop(startedAt: number, endedAt: number): void;
  /** The server said that it has too much. */
  overload(startedAt: number, endedAt: number): void;
}

const decrease = 0.7;
/** How much of the gap to a slower present the remembered fastest time gives up with each call. */
const forgetting = 0.02;

/**
 * Additive increase, multiplicative decrease (Chiu and Jain, 1989), on the time a call takes: as long as answers come about as fast as
 * the fastest of late, the limit grows by one a round of calls, and only while it is used; when they come clearly slower,
 * or the server refuses, it falls to 70 %, once for all the calls that were running then. A server that queues inside, as
 * Ollama does without bound for a loaded model, shows itself by time alone.
 */
export function createConcurrencyLimit(settings: ConcurrencyLimitSettings): ConcurrencyLimit {
  let limit = settings.initialLimit;
  let fastestMs = Infinity;
  let loweredAt = -Infinity;

  const lower = (startedAt: number, endedAt: number) => {
    if (startedAt < loweredAt) return;
    limit = Math.max(1, limit * decrease);
    loweredAt = endedAt;
  };
  return {
    get current() {
      return Math.floor(limit);
    },
    succeed(startedAt, endedAt, wasFull) {
      const durationMs = endedAt - startedAt;
      fastestMs = durationMs < fastestMs ? durationMs : fastestMs + (durationMs - fastestMs) * forgetting;
      if (durationMs > fastestMs * settings.slowFactor && limit > 1) lower(startedAt, endedAt);
      else if (wasFull) limit = Math.min(settings.maxLimit, limit + 1 / limit);
    },
    stop(startedAt, endedAt) {
      if (endedAt - startedAt > fastestMs * settings.slowFactor) lower(startedAt, endedAt);
    },
    overload: lower,
  };
}
