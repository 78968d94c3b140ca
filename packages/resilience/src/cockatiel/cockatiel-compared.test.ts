import { createCallContext } from '@planweave/core-types';
import { manualClock } from '@planweave/testing';
import { bulkhead, circuitBreaker, ConsecutiveBreaker, ConstantBackoff, handleAll, retry, timeout, TimeoutStrategy } from 'cockatiel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { admissionQueue, retry as ownRetry } from '../index.ts';

/** What docs/decisions/2026-11-21-own-policies-cockatiel-beside.md says of cockatiel 3.2.1; a new version that fails here deserves a new look. */
describe('cockatiel, where ours differ', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const held = () => {
    let end!: () => void;
    const work = new Promise<void>((resolve) => {
      end = resolve;
    });
    return { end, work };
  };
  const failing = () => {
    throw new Error('down');
  };

  it('T5: a call that is aborted while it waits keeps its place, so that a newcomer is refused; ours frees it in the same tick', async () => {
    const stop = new AbortController();
    const theirs = bulkhead(1, 5);
    const ours = admissionQueue({ maxLimit: 1, maxQueued: 5 });
    const context = () => createCallContext({ clock: manualClock(), signal: stop.signal });
    const { work } = held();
    void theirs.execute(() => work);
    void ours.execute(() => work, createCallContext({ clock: manualClock() }));
    for (let index = 0; index < 5; index += 1) {
      void theirs.execute(() => 1, stop.signal).catch(() => {});
      void ours.execute(async () => 1, context()).catch(() => {});
    }
    stop.abort();
    expect([theirs.queueSlots, ours.status()[0]?.queued]).toEqual([0, 0]);
    await expect(theirs.execute(() => 1)).rejects.toMatchObject({ isBulkheadRejectedError: true });
  });

  it('T6: a newcomer overtakes the queue between two microtasks; in ours the place goes from hand to hand', async () => {
    const order = async (execute: (work: () => Promise<void>) => Promise<unknown>, isFree: () => boolean) => {
      const started: string[] = [];
      const first = held();
      const all = [execute(() => first.work), execute(async () => void started.push('waiting'))];
      first.end();
      for (let tick = 0; tick < 10 && started.length === 0; tick += 1) {
        if (isFree()) all.push(execute(async () => void started.push('newcomer')));
        await Promise.resolve();
      }
      await Promise.all(all);
      return started[0];
    };
    const theirs = bulkhead(1, 100);
    const ours = admissionQueue({ maxLimit: 1 });
    expect(await order((work) => theirs.execute(work), () => theirs.executionSlots > 0)).toBe('newcomer');
    expect(await order((work) => ours.execute(work, createCallContext({ clock: manualClock() })), () => true)).toBe('waiting');
  });

  it('T4: a retry that is aborted in its pause makes another call; ours makes none', async () => {
    const clock = manualClock();
    const stop = new AbortController();
    let [theirCalls, ourCalls] = [0, 0];
    const theirs = retry(handleAll, { maxAttempts: 3, backoff: new ConstantBackoff(300) })
      .execute(() => {
        theirCalls += 1;
        throw new Error('down');
      }, stop.signal)
      .catch(() => {});
    const ours = ownRetry({ initialDelayMs: 300, isWorthRetrying: () => true })
      .execute(async () => {
        ourCalls += 1;
        throw new Error('down');
      }, createCallContext({ clock, signal: stop.signal }))
      .catch(() => {});
    await vi.advanceTimersByTimeAsync(50);
    stop.abort();
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all([theirs, ours]);
    expect([theirCalls, ourCalls]).toEqual([2, 1]);
  });

  it('a failure that began before the circuit closed opens it again; ours ignores it', async () => {
    const breaker = circuitBreaker(handleAll, { halfOpenAfter: 5, breaker: new ConsecutiveBreaker(1) });
    const late = held();
    const old = breaker.execute(() => late.work.then(failing)).catch(() => {});
    await breaker.execute(failing).catch(() => {});
    await vi.advanceTimersByTimeAsync(10);
    expect(await breaker.execute(() => 'probe')).toBe('probe');
    late.end();
    await old;
    await expect(breaker.execute(() => 1)).rejects.toMatchObject({ isBrokenCircuitError: true });
  });

  it("calls the caller's abort a timeout", async () => {
    const stop = new AbortController();
    const waiting = timeout(1_000, TimeoutStrategy.Aggressive).execute(() => new Promise(() => {}), stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ isTaskCancelledError: true });
  });

  it('reads the date by itself', async () => {
    const read = vi.spyOn(Date, 'now');
    await circuitBreaker(handleAll, { halfOpenAfter: 5, breaker: new ConsecutiveBreaker(1) }).execute(failing).catch(() => {});
    expect(read).toHaveBeenCalled();
  });
});
