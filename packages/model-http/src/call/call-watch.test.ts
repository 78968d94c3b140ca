import { getEventListeners } from 'node:events';
import { CancelledError, createCallContext, TimedOutError, type Clock } from '@planweave/core-types';
import { manualClock } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { watchCall } from './call-watch.ts';

const begin = ({ firstTokenMs = 100, idleMs = 50, budgetMs = Infinity } = {}) => {
  const clock = manualClock();
  const caller = new AbortController();
  const stops = new Set<() => void>();
  const onClose = (stop: () => void) => {
    stops.add(stop);
    return () => void stops.delete(stop);
  };
  const watch = watchCall(createCallContext({ clock, budgetMs, signal: caller.signal }), { what: 'The call', firstTokenMs, idleMs, onClose });
  return { clock, caller, stops, watch };
};

describe('watchCall', () => {
  it('ends a call whose first byte does not come, to the millisecond', async () => {
    const { clock, watch } = begin();
    await clock.advance(99);
    expect(watch.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(watch.signal.reason).toMatchObject({ kind: 'first-token', allowedMs: 100, phase: 'prefill' });
  });

  it('ends a call that falls silent, counted from the last byte', async () => {
    const { clock, watch } = begin();
    await clock.advance(90);
    watch.progressed();
    await clock.advance(40);
    watch.progressed();
    await clock.advance(49);
    expect(watch.stoppedBy()).toBeUndefined();
    await clock.advance(1);
    expect(watch.stoppedBy()).toMatchObject({ kind: 'idle', allowedMs: 50, phase: 'decode' });
  });

  it('ends a call at its deadline, however busy it is', async () => {
    const { clock, watch } = begin({ budgetMs: 200 });
    for (let at = 0; at < 200; at += 10) {
      watch.progressed();
      await clock.advance(10);
    }
    expect(watch.stoppedBy()).toMatchObject({ kind: 'deadline', allowedMs: 200 });
  });

  it.each(Array.from({ length: 12 }, (_, budgetMs) => budgetMs))('ends a call whose %i ms run out while it is opened', async (budgetMs) => {
    const manual = manualClock();
    let nowMs = 0;
    const clock: Clock = { now: () => (nowMs += 1), schedule: (callback, delayMs) => manual.schedule(callback, delayMs) };
    const opened = async () => {
      const watch = watchCall(createCallContext({ clock, budgetMs }), { what: 'The call', firstTokenMs: 5, idleMs: 5, onClose: () => () => {} });
      await manual.advance(100);
      throw watch.stoppedBy();
    };
    await expect(opened()).rejects.toBeInstanceOf(TimedOutError);
    expect(manual.pending).toBe(0);
  });

  it('ends with its connection, as cancelled, and not any more once it is closed', async () => {
    const { stops, watch } = begin();
    for (const stop of stops) stop();
    expect(watch.signal.reason).toMatchObject({ code: 'PLANWEAVE_CANCELLED', isRetryable: false, blame: 'caller', cause: new Error('close() was called') });
    watch.close();
    expect(stops.size).toBe(0);
  });

  it('has no timer when there is no limit', () => {
    const { clock, watch } = begin({ firstTokenMs: Infinity, idleMs: Infinity });
    watch.progressed();
    expect(clock.pending).toBe(0);
  });

  it('is stopped by the caller at once, with the reason as cause', () => {
    const { caller, watch } = begin();
    caller.abort('enough');
    expect(watch.signal.aborted).toBe(true);
    expect(watch.stoppedBy()).toBeInstanceOf(CancelledError);
    expect(watch.stoppedBy()?.cause).toBe('enough');
  });

  it('lets the caller win over a timer that ran out before', async () => {
    const { clock, caller, watch } = begin();
    await clock.advance(100);
    expect(watch.stoppedBy()).toBeInstanceOf(TimedOutError);
    caller.abort();
    expect(watch.stoppedBy()).toBeInstanceOf(CancelledError);
  });

  it('gives up waiting for a promise that does not listen', async () => {
    const { caller, watch } = begin();
    const waiting = watch.untilStopped(new Promise(() => {}));
    caller.abort();
    await expect(waiting).rejects.toBeInstanceOf(CancelledError);
    await expect(watch.untilStopped(Promise.resolve(1))).rejects.toBeInstanceOf(CancelledError);
  });

  it('passes results and failures on', async () => {
    const { watch } = begin();
    await expect(watch.untilStopped(Promise.resolve(1))).resolves.toBe(1);
    await expect(watch.untilStopped(Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(getEventListeners(watch.signal, 'abort')).toHaveLength(0);
  });

  it('has no limit left once the reply is complete, except what the caller wants', async () => {
    const { clock, caller, watch } = begin({ budgetMs: 60 });
    watch.completed();
    await clock.advance(1_000);
    expect(watch.stoppedBy()).toBeUndefined();
    caller.abort();
    expect(watch.stoppedBy()).toBeInstanceOf(CancelledError);
  });

  it('closes the connection of a call that is not complete', () => {
    const { clock, caller, watch } = begin({ budgetMs: 60 });
    watch.close();
    watch.close();
    expect(watch.signal.aborted).toBe(true);
    expect(clock.pending).toBe(0);
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0);
  });

  it('keeps the connection of a complete call, and gives its body a second to end', async () => {
    const drained = begin();
    drained.watch.completed();
    drained.watch.drained();
    drained.watch.close();
    expect(drained.clock.pending).toBe(0);
    expect(drained.watch.signal.aborted).toBe(false);

    const late = begin();
    late.watch.completed();
    late.watch.close();
    await late.clock.advance(500);
    late.watch.drained();
    expect(late.clock.pending).toBe(0);
    expect(late.watch.signal.aborted).toBe(false);

    const stuck = begin();
    stuck.watch.completed();
    stuck.watch.close();
    await stuck.clock.advance(1_000);
    expect(stuck.watch.signal.aborted).toBe(true);
  });
});
