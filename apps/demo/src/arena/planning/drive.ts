import { CancelledError } from '@planweave/core-types';
import type { ArenaRun } from './arena-run.ts';
import type { Brain } from './brain.ts';

/** How far {@link playTo} goes, and who hears of it. */
export interface DriveOptions {
  readonly lastTick: number;
  readonly signal: AbortSignal;
  readonly onTick?: () => void;
}

/**
 * Plays a run up to a tick, or to its end if that is earlier.
 *
 * @throws `CancelledError` when the signal aborts.
 */
export async function playTo(run: ArenaRun, brain: Brain, { lastTick, signal, onTick }: DriveOptions): Promise<void> {
  while (run.game.tick < lastTick && run.game.ending === undefined) {
    if (signal.aborted) throw new CancelledError('queue', signal.reason);
    run.tick();
    onTick?.();
    await brain.passTime();
  }
}
