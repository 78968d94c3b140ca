/** How long calls take, as far as is known. */
export interface CallTimes {
  /** In milliseconds, by a moving average; 0 before the first. */
  readonly typicalMs: number;
  /** Whether what was learned is too old to shut anybody out by. */
  isOld(at: number): boolean;
  /** A call ended well. */
  finished(startedAt: number, endedAt: number): void;
  /** A call was stopped: it would have taken longer. It never makes calls look quicker than they are. */
  stopped(startedAt: number, endedAt: number): void;
}

const averaging = 0.2;
/** How long what was learned is believed without news, or one slow start could shut everybody out for ever. */
const believedForMs = 10_000;

/** Nothing is known yet. */
export function createCallTimes(): CallTimes {
  let typicalMs = 0;
  let learnedAt = -Infinity;
  return {
    get typicalMs() {
      return typicalMs;
    },
    isOld: (at) => at - learnedAt > believedForMs,
    finished(startedAt, endedAt) {
      const isNews = typicalMs === 0 || startedAt - learnedAt > believedForMs;
      typicalMs += (endedAt - startedAt - typicalMs) * (isNews ? 1 : averaging);
      learnedAt = endedAt;
    },
    stopped(startedAt, endedAt) {
      const moreMs = Math.max(0, endedAt - startedAt - typicalMs);
      typicalMs += moreMs * (typicalMs === 0 ? 1 : averaging);
      learnedAt = endedAt;
    },
  };
}
