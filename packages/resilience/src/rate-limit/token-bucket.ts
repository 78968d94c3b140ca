/** A store of tokens that fills up by itself. */
export interface TokenBucket {
  /**
   * How long to wait, in milliseconds, before so many tokens are there; 0 for now. More than the bucket holds are there
   * when it is full, or they never would be. Takes nothing.
   */
  waitFor(tokens: number, at: number): number;
  /** Takes tokens; what is taken beyond those there is paid back by later waits. */
  take(tokens: number, at: number): void;
  /** Another bucket that stands as this one does. */
  copy(): TokenBucket;
}

/** A full bucket that gains `perMinute` tokens a minute and holds at most `capacity`. */
export function createTokenBucket(perMinute: number, capacity: number): TokenBucket {
  return bucketAt(perMinute / 60_000, capacity, capacity, -Infinity);
}

function bucketAt(perMs: number, capacity: number, level: number, updatedAt: number): TokenBucket {
  const levelAt = (at: number) => {
    if (at > updatedAt) {
      level = updatedAt === -Infinity ? level : Math.min(capacity, level + (at - updatedAt) * perMs);
      updatedAt = at;
    }
    return level;
  };
  return {
    waitFor: (tokens, at) => Math.max(0, (Math.min(tokens, capacity) - levelAt(at)) / perMs),
    take(tokens, at) {
      level = levelAt(at) - tokens;
    },
    copy: () => bucketAt(perMs, capacity, level, updatedAt),
  };
}
