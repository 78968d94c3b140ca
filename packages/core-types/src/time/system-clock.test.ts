import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

describe('systemClock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('never goes backwards', () => {
    vi.useRealTimers();
    const readings = Array.from({ length: 1_000 }, () => systemClock.now());
    expect(readings).toEqual(readings.toSorted((a, b) => a - b));
  });

  it('calls back once, after the delay', () => {
    const callback = vi.fn<() => void>();
    systemClock.schedule(callback, 250);
    vi.advanceTimersByTime(249);
    expect(callback).toHaveBeenCalledTimes(0);
    vi.advanceTimersByTime(10_000);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('does not call back after it was cancelled, however often', () => {
    const callback = vi.fn<() => void>();
    const cancel = systemClock.schedule(callback, 250);
    cancel();
    cancel();
    vi.advanceTimersByTime(10_000);
    expect(callback).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([0, -5])('calls back as soon as possible for %s, but not at once', (delayMs) => {
    const callback = vi.fn<() => void>();
    systemClock.schedule(callback, delayMs);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
  });

  it.each([2 ** 31, Infinity])('waits long for %s, which Node alone would turn into no wait', (delayMs) => {
    const callback = vi.fn<() => void>();
    systemClock.schedule(callback, delayMs);
    vi.advanceTimersByTime(2 ** 31 - 2);
    expect(callback).not.toHaveBeenCalled();
  });
});
