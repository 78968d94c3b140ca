/** A store of tokens that fills up by itself; what is taken beyond it is paid back by waiting. */
export interface TokenBucket {
  /** How long to wait, in milliseconds, before so many tokens are there; 0 for now. Takes nothing. */
  waitFor(tokens: number, at: number): number;
  /** Takes tokens, also those that are still to come. */
  take(tokens: number, at: number): void;
  /** Gives back what was taken for nothing. */
  giveBack(tokens: number): void;
}

/** A full bucket that gains `perMinute` tokens a minute and holds at most `capacity`. */
export function createTokenBucket(perMinute: number, capacity: number): TokenBucket {
  const perMs = perMinute / 60_000;
  let level = capacity;
  let updatedAt = -Infinity;
  const levelAt = (at: number) => {
    if (at > updatedAt) {
      level = updatedAt === -Infinity ? level : Math.min(capacity, level + (at - updatedAt) * perMs);
      updatedAt = at;
    }
    return level;
  };
  return {
    waitFor: (tokens, at) => Math.max(0, (tokens - levelAt(at)) / perMs),
    take(tokens, at) {
      level = levelAt(at) - tokens;
    },
    giveBack(tokens) {
      level = Math.min(capacity, level + tokens);
    },
  };
}
