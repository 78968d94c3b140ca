/** Stops a scheduled callback. Calling it twice, or after the callback ran, does nothing. */
export type CancelTimer = () => void;

/**
 * The only source of time in the toolkit. Handed in everywhere, so that a run can be replayed and no test sleeps.
 * The real one is {@link systemClock}; `@planweave/testing` has one that is moved by hand.
 */
export interface Clock {
  /** Milliseconds since some fixed point; never goes backwards, has fractions. Not a date. */
  now(): number;
  /**
   * Runs `callback` once, after at least `delayMs` milliseconds (0 or less: as soon as possible), never synchronously.
   * A pending timer of {@link systemClock} keeps the process alive until it is cancelled.
   */
  schedule(callback: () => void, delayMs: number): CancelTimer;
}
