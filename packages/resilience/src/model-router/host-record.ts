/** What a router remembers of one model. */
export interface HostRecord {
  /** How many calls run there now. */
  readonly inFlight: number;
  /** False while it is left alone after a failure. */
  isAvailable(at: number): boolean;
  /** When it will be tried again. */
  readonly availableAt: number;
  /** The time of a good call, in milliseconds, by a moving average; `undefined` before the first. Failures say nothing about speed. */
  readonly typicalMs: number | undefined;
  begin(): void;
  succeed(durationMs: number): void;
  fail(at: number): void;
  /** The call ended without saying anything about the server. */
  withdraw(): void;
}

/** How long a failing model is left alone: from the first to the longest, doubling. */
export interface CoolDown {
  readonly firstMs: number;
  readonly maxMs: number;
}

const averaging = 0.2;

/** A record of a model that was never called. */
export function createHostRecord(coolDown: CoolDown): HostRecord {
  let inFlight = 0;
  let typicalMs: number | undefined;
  let failuresInARow = 0;
  let availableAt = -Infinity;
  return {
    get inFlight() {
      return inFlight;
    },
    get typicalMs() {
      return typicalMs;
    },
    get availableAt() {
      return availableAt;
    },
    isAvailable: (at) => at >= availableAt,
    begin() {
      inFlight += 1;
    },
    succeed(durationMs) {
      inFlight -= 1;
      failuresInARow = 0;
      availableAt = -Infinity;
      typicalMs = typicalMs === undefined ? durationMs : typicalMs + (durationMs - typicalMs) * averaging;
    },
    fail(at) {
      inFlight -= 1;
      failuresInARow += 1;
      // a later failure always ends later: the rest of an earlier cool-down is not what counts
      availableAt = Math.max(availableAt, at + Math.min(coolDown.firstMs * 2 ** (failuresInARow - 1), coolDown.maxMs));
    },
    withdraw() {
      inFlight -= 1;
    },
  };
}
