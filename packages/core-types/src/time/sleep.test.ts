import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../errors/cancelled-error.ts';
import type { Clock } from './clock.ts';
import { sleep } from './sleep.ts';

/** A clock whose timers fire when the test says so. */
function clockByHand() {
  const timers = new Map<number, () => void>();
  const delays: number[] = [];
  const clock: Clock = {
    now: () => 0,
    schedule(callback, delayMs) {
      const id = delays.push(delayMs);
      timers.set(id, callback);
      return () => void timers.delete(id);
    },
  };
  const fire = () => {
    const due = [...timers.values()];
    timers.clear();
    for (const callback of due) callback();
  };
  return { clock, timers, delays, fire };
}

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe('sleep', () => {
  it('resolves when its timer fires, and leaves nothing behind', async () => {
    const { clock, delays, fire } = clockByHand();
    const { signal } = new AbortController();
    const slept = sleep(clock, 250, signal);
    expect([delays, listeners(signal)]).toEqual([[250], 1]);
    fire();
    await expect(slept).resolves.toBeUndefined();
    expect(listeners(signal)).toBe(0);
  });

  it('does not resolve before', async () => {
    const { clock } = clockByHand();
    const slept = sleep(clock, 1, new AbortController().signal);
    await expect(Promise.race([slept, Promise.resolve('still waiting')])).resolves.toBe('still waiting');
  });

  it('rejects when the signal aborts, with its reason as cause, and leaves nothing behind', async () => {
    const { clock, timers } = clockByHand();
    const controller = new AbortController();
    const slept = sleep(clock, 250, controller.signal);
    controller.abort('enough');
    await expect(slept).rejects.toMatchObject({ code: 'PLANWEAVE_CANCELLED', cause: 'enough' });
    expect([timers.size, listeners(controller.signal)]).toEqual([0, 0]);
  });

  it('sets no timer for a signal that is aborted already', async () => {
    const { clock, delays } = clockByHand();
    await expect(sleep(clock, 250, AbortSignal.abort())).rejects.toBeInstanceOf(CancelledError);
    expect(delays).toEqual([]);
  });

  it('leaves the others of one signal alone', async () => {
    const { clock, fire } = clockByHand();
    const { signal } = new AbortController();
    const both = [sleep(clock, 1, signal), sleep(clock, 2, signal)];
    fire();
    await Promise.all(both);
    expect(listeners(signal)).toBe(0);
  });
});
