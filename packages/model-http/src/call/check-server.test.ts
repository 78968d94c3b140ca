import { CancelledError, createCallContext, sleep, TimedOutError } from '@planweave/core-types';
import { manualClock, rejectionOf } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { checkServer } from './check-server.ts';

const down = () => 'down';

describe('checkServer', () => {
  it('gives what the check found, or what its failure means', async () => {
    expect(await checkServer('h', createCallContext(), async () => 'up', down)).toBe('up');
    expect(await checkServer('h', createCallContext(), () => Promise.reject(new Error('x')), ({ code }) => code)).toBe('PLANWEAVE_PLUG_IN_FAILED');
  });

  it.each([
    [Infinity, 2_000],
    [5_000, 2_000],
    [300, 300],
  ])('of %d ms the check gets %d', async (budgetMs, allowedMs) => {
    const context = createCallContext({ clock: manualClock(), budgetMs });
    expect(await checkServer('h', context, async ({ deadline }) => deadline.remainingMs(), () => 0)).toBe(allowedMs);
  });

  it('says nothing of a server that nobody had the time to ask', async () => {
    const never = () => Promise.reject(new Error('asked'));
    expect(await rejectionOf(checkServer('h', createCallContext({ budgetMs: 0 }), never, down))).toBeInstanceOf(TimedOutError);
    expect(await rejectionOf(checkServer('h', createCallContext({ budgetMs: 0, signal: AbortSignal.abort() }), never, down))).toBeInstanceOf(CancelledError);
  });

  it('is over when the caller cancels', async () => {
    const caller = new AbortController();
    const waiting = rejectionOf(checkServer('h', createCallContext({ signal: caller.signal }), ({ clock, signal }) => sleep(clock, 1e9, signal).then(down), down));
    caller.abort();
    expect(await waiting).toBeInstanceOf(CancelledError);
  });
});
