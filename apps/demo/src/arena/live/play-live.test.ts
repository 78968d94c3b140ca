import { CancelledError } from '@planweave/core-types';
import { manualClock } from '@planweave/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startRun } from '../planning/arena-run.ts';
import { scriptedBrain, type Brain } from '../planning/brain.ts';
import { firstControls, press, speeds } from './controls.ts';
import { fakeTerminal, type FakeTerminal } from './fake-terminal.ts';
import { playLive } from './play-live.ts';

function live({ lastTick = 1_000, brain = { ...scriptedBrain('heuristic'), passTime: async () => undefined } }: { lastTick?: number; brain?: Brain } = {}) {
  const terminal = fakeTerminal();
  const wallClock = manualClock();
  const stop = new AbortController();
  const run = startRun({ seed: 7, mode: 'heuristic', model: undefined, clock: brain.clock });
  const playing = playLive({ run, brain, lastTick, terminal, wallClock, signal: stop.signal });
  // somebody has to look at a promise that may fail before the test does
  playing.catch(() => undefined);
  return { terminal, wallClock, stop, run, playing };
}

/** The terminal is as it was: main screen, cursor, wrapping and plain colours back, and keys go where they went. */
function expectRestored({ written, isListening }: FakeTerminal): void {
  expect(isListening).toBe(false);
  expect(written[0]).toContain('\u001B[?1049h\u001B[?25l\u001B[?7l');
  expect(written.at(-1)).toBe('\u001B[0m\u001B[?7h\u001B[?25h\u001B[?1049l');
}

describe('playLive', () => {
  it('plays four ticks a second, stops for a pause, and changes its speed', async () => {
    const { terminal, wallClock, run, playing } = live();
    await wallClock.advance(1_000);
    expect(run.game.tick).toBe(5);
    terminal.press(' ');
    await wallClock.advance(5_000);
    const paused = run.game.tick;
    expect(paused).toBeLessThanOrEqual(6);
    terminal.press(' ');
    terminal.press('+');
    await wallClock.advance(1_000);
    expect(run.game.tick - paused).toBeGreaterThanOrEqual(7);
    terminal.press('q');
    await playing;
    expectRestored(terminal);
    expect(wallClock.pending).toBe(0);
  });

  it('gives the terminal back after q, after Ctrl-C, after a signal, and when something throws', async () => {
    const quit = live();
    quit.terminal.press('q');
    await expect(quit.playing).resolves.toBeUndefined();
    expectRestored(quit.terminal);

    const interrupted = live();
    await interrupted.wallClock.advance(300);
    interrupted.terminal.press('\u0003');
    await expect(interrupted.playing).rejects.toThrow(CancelledError);
    expectRestored(interrupted.terminal);

    const stopped = live();
    stopped.stop.abort('SIGTERM');
    await expect(stopped.playing).rejects.toThrow(CancelledError);
    expectRestored(stopped.terminal);

    const broken = live({ brain: { ...scriptedBrain('heuristic'), passTime: () => Promise.reject(new Error('no time')) } });
    await expect(broken.playing).rejects.toThrow('no time');
    expectRestored(broken.terminal);
  });

  it('keeps the last frame until somebody quits', async () => {
    const { terminal, wallClock, playing, run } = live({ lastTick: 2 });
    await wallClock.advance(60_000);
    expect(run.game.tick).toBe(2);
    expect(terminal.written.at(-1)).toContain('time is up');
    terminal.press('q');
    await playing;
    expectRestored(terminal);
  });

  it('leaves the pace of a real server to the clock', async () => {
    const { terminal, playing } = live({ brain: { ...scriptedBrain('heuristic'), isRealTime: true, passTime: () => new Promise(() => undefined) } });
    terminal.press('+');
    expect(terminal.written.at(-1)).toContain('1x');
    terminal.press('q');
    expect(await Promise.race([playing, Promise.resolve('waits for its tick')])).toBe('waits for its tick');
  });
});

describe('press', () => {
  it('stays within its speeds and ignores keys without a meaning', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(' ', '+', '=', '-', '_'), fc.string({ maxLength: 1 })).filter((key) => !'qQ\u0003'.includes(key) || key === ''), { maxLength: 40 }), (keys) => {
        const controls = keys.reduce(press, firstControls);
        expect(speeds).toContain(controls.speed);
        expect(controls.quit).toBeUndefined();
        expect(controls.isPaused).toBe(keys.filter((key) => key === ' ').length % 2 === 1);
      }),
      { seed: 83 },
    );
    expect(press(firstControls, 'q').quit).toBe('quit');
    expect(press(firstControls, '\u0003').quit).toBe('interrupted');
    expect(press(firstControls, 'x')).toBe(firstControls);
  });
});
