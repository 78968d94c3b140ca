import type { CancelTimer, Clock } from '@planweave/core-types';

/** Those who come one by one and leave together. */
export interface Gathering<Each> {
  /** One of those who were expected is here. */
  join(each: Each): void;
  /** One of those who were expected does not come. */
  miss(): void;
}

/** How long those who are here wait for the others, in milliseconds: a store that is slow may keep some of them. */
const patienceMs = 5;

/**
 * Gathers up to `expected` and sends them on together, as soon as everybody is accounted for; whoever comes after the
 * others have waited long enough goes with those who come later still.
 */
export function createGathering<Each>(expected: number, clock: Clock, send: (all: readonly Each[]) => void): Gathering<Each> {
  let missing = expected;
  let here: Each[] = [];
  let cancelTimer: CancelTimer | undefined;
  const leave = () => {
    cancelTimer?.();
    cancelTimer = undefined;
    const all = here;
    here = [];
    if (all.length > 0) send(all);
  };
  const account = () => {
    missing -= 1;
    if (missing === 0) leave();
    else if (here.length > 0) cancelTimer ??= clock.schedule(leave, patienceMs);
  };
  return {
    join(each) {
      here.push(each);
      account();
    },
    miss: account,
  };
}
