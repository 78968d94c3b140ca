import { CancelledError, sleep, type Clock } from '@planweave/core-types';
import type { Terminal } from '../../cli/terminal.ts';
import { tickMs } from '../game/game.ts';
import type { ArenaRun } from '../planning/arena-run.ts';
import type { Brain } from '../planning/brain.ts';
import { drawFrame } from '../view/draw-frame.ts';
import { viewOf } from '../view/view-of.ts';
import { firstControls, press, type Controls } from './controls.ts';
import { openScreen } from './screen.ts';

/** What {@link playLive} needs. */
export interface LiveOptions {
  readonly run: ArenaRun;
  readonly brain: Brain;
  readonly lastTick: number;
  readonly terminal: Terminal;
  /** The time of the person who looks on. */
  readonly wallClock: Clock;
  readonly signal: AbortSignal;
}

const pausedMs = 50;

/**
 * Shows a run on a terminal until the player quits. When the game is over, the last frame stays until then.
 *
 * @throws `CancelledError` for Ctrl-C and when the signal aborts; the terminal is given back before.
 */
export async function playLive({ run, brain, lastTick, terminal, wallClock, signal }: LiveOptions): Promise<void> {
  const { modelName, isRealTime } = brain;
  let controls: Controls = firstControls;
  const wake = new AbortController();
  const stop = AbortSignal.any([signal, wake.signal]);
  const isOver = () => run.game.ending !== undefined || run.game.tick >= lastTick;
  const draw = () => screen.draw(drawFrame(viewOf(run, { modelName, isOver: isOver(), ...controls })));
  const screen = openScreen(terminal, (key) => {
    const pressed = press(controls, key);
    // a real server answers in its own time, so the game goes on at the pace of life
    controls = isRealTime ? { ...pressed, speed: 1 } : pressed;
    if (controls.quit !== undefined) wake.abort();
    else draw();
  });
  try {
    draw();
    while (controls.quit === undefined) {
      if (isOver() || controls.isPaused) {
        await sleep(wallClock, pausedMs, stop);
        continue;
      }
      const startedAt = wallClock.now();
      run.tick();
      await brain.passTime();
      draw();
      if (!isRealTime) await sleep(wallClock, startedAt + tickMs / controls.speed - wallClock.now(), stop);
    }
  } catch (error) {
    // whoever presses a key to quit ends the wait that is under way
    if (controls.quit === undefined || !CancelledError.isInstance(error)) throw error;
  } finally {
    screen.close();
  }
  if (controls.quit === 'interrupted') throw new CancelledError('queue', 'SIGINT');
}
