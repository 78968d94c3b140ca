import { CancelledError, createCallContext, sleep, TimedOutError, type CallContext } from '@planweave/core-types';
import { manualClock } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { attemptTimeout } from './attempt-timeout.ts';

const never = () => new Promise<never>(() => {});
const throwsAtOnce = () => {
  throw new Error('at once');
};
const caught = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => error);

describe('attemptTimeout', () => {
  it('ends an attempt that does not listen, after its own time, as an attempt timeout', async () => {
    const clock = manualClock();
    const error = caught(attemptTimeout({ timeoutMs: 100 }).execute(never, createCallContext({ clock, budgetMs: 500 })));
    await clock.advance(99);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    expect(await error).toMatchObject({ code: 'PLANWEAVE_TIMED_OUT', kind: 'attempt', allowedMs: 100, isRetryable: true });
  });

  it('ends it at the deadline when that is nearer, and says so', async () => {
    const clock = manualClock();
    const error = caught(attemptTimeout({ timeoutMs: 100 }).execute(never, createCallContext({ clock, budgetMs: 30 })));
    await clock.advance(30);
    expect(await error).toMatchObject({ kind: 'deadline', allowedMs: 30, isRetryable: false });
  });

  it('T7: ends a reply that goes on dripping, at the budget', async () => {
    const clock = manualClock();
    let bytes = 0;
    const drip = async ({ signal }: CallContext) => {
      for (;;) {
        await sleep(clock, 1_000, signal);
        bytes += 1;
      }
    };
    const error = caught(attemptTimeout({ timeoutMs: 60_000 }).execute(drip, createCallContext({ clock, budgetMs: 4_500 })));
    await clock.advance(100_000);
    expect(await error).toMatchObject({ kind: 'deadline', allowedMs: 4_500 });
    expect(bytes).toBe(4);
  });

  it('gives the operation a context that looks and spreads like any other', async () => {
    const context = createCallContext({ clock: manualClock(), agentId: 'a', target: 'm', estimatedTokens: 5, report: () => {} });
    const seen = await attemptTimeout({ timeoutMs: 10 }).execute(async (given) => ({ given, copy: { ...given } }), context);
    expect(seen.copy).toEqual({ ...context, isRepeated: undefined, deadline: seen.given.deadline, signal: seen.given.signal });
    expect(seen.copy.signal).toBe(seen.given.signal);
  });

  it('aborts the signal of the operation with the same error', async () => {
    const clock = manualClock();
    let inner: CallContext | undefined;
    const error = caught(
      attemptTimeout({ timeoutMs: 10 }).execute((context) => {
        inner = context;
        return never();
      }, createCallContext({ clock })),
    );
    await clock.advance(10);
    expect(inner?.signal.reason).toBe(await error);
    expect(inner?.deadline.at).toBe(10);
  });

  it("passes the caller's abort on at once, as a cancel and not as a timeout", async () => {
    const clock = manualClock();
    const caller = new AbortController();
    const error = caught(attemptTimeout({ timeoutMs: 10 }).execute(never, createCallContext({ clock, signal: caller.signal })));
    await Promise.resolve();
    caller.abort('changed my mind');
    expect(await error).toBeInstanceOf(CancelledError);
    expect(await error).toMatchObject({ cause: 'changed my mind' });
    expect(clock.pending).toBe(0);
  });

  it('leaves no timer and no listener behind after a result or a failure', async () => {
    const clock = manualClock();
    const policy = attemptTimeout({ timeoutMs: 10 });
    const context = createCallContext({ clock });
    expect(await policy.execute(async () => 7, context)).toBe(7);
    await expect(policy.execute(() => Promise.reject(new Error('broken')), context)).rejects.toThrow('broken');
    await expect(policy.execute(throwsAtOnce, context)).rejects.toThrow('at once');
    expect(clock.pending).toBe(0);
  });

  it('does not start when the time is over or the caller has left', async () => {
    const clock = manualClock();
    const started: string[] = [];
    const operation = async () => void started.push('x');
    const policy = attemptTimeout({ timeoutMs: 10 });
    expect(await caught(policy.execute(operation, createCallContext({ clock, budgetMs: 0 })))).toBeInstanceOf(TimedOutError);
    expect(await caught(policy.execute(operation, createCallContext({ clock, signal: AbortSignal.abort() })))).toBeInstanceOf(CancelledError);
    expect(started).toEqual([]);
  });

  it('refuses a time that is not above 0', () => {
    expect(() => attemptTimeout({ timeoutMs: 0 })).toThrow('option "timeoutMs"');
  });
});
