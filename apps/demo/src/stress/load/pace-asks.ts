import { setImmediate } from 'node:timers/promises';
import { CancelledError, sleep, systemClock } from '@planweave/core-types';
import type { Ask } from './ask-schedule.ts';

/** How a schedule is carried out. */
export interface Pace {
  /** Asks that are due later than this are not made. */
  readonly durationMs: number;
  /** Ends it early. */
  readonly signal: AbortSignal;
  /** Asks and uses the answer; must not reject. `lateMs`: how long after its moment it is asked. */
  readonly ask: (ask: Ask, lateMs: number) => Promise<void>;
}

/** How it went. */
export interface Paced {
  /** How long questions were asked, in milliseconds. */
  readonly askedMs: number;
  /** Ends when every question has its answer. */
  readonly answered: Promise<unknown>;
}

/** Asks everything in its moment, without waiting for answers. */
export async function paceAsks(asks: Iterable<Ask>, { durationMs, signal, ask }: Pace): Promise<Paced> {
  const startedAt = systemClock.now();
  const underWay = new Set<Promise<void>>();
  const waitUntil = async (atMs: number) => {
    const waitMs = startedAt + atMs - systemClock.now();
    // who is behind still lets others run: agents are not asked for in one block
    if (waitMs > 0) await sleep(systemClock, waitMs, signal);
    else await setImmediate();
  };
  try {
    for (const next of asks) {
      await waitUntil(Math.min(next.atMs, durationMs));
      if (next.atMs >= durationMs || signal.aborted) break;
      const answer = ask(next, Math.max(0, systemClock.now() - startedAt - next.atMs)).finally(() => underWay.delete(answer));
      underWay.add(answer);
    }
  } catch (error) {
    if (!CancelledError.isInstance(error)) throw error;
  }
  return { askedMs: systemClock.now() - startedAt, answered: Promise.all(underWay) };
}
