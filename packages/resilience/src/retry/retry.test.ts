import { BadRequestError, CancelledError, createCallContext, InvalidOutputError, RefusedError, ServerBusyError, type CallContextOptions, type PlanEvent } from '@planweave/core-types';
import { manualClock } from '@planweave/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose } from '../compose/compose.ts';
import { attemptTimeout } from '../timeout/attempt-timeout.ts';
import { retry } from './retry.ts';

const where = { model: 'm', host: 'http://127.0.0.1' };
const busy = (retryAfterMs?: number) => new ServerBusyError({ message: 'busy', ...where, retryAfterMs });
const noJitter = { jitterRatio: 0 };

function setUp(failures: readonly Error[], options: CallContextOptions = {}) {
  const clock = manualClock();
  const calledAt: number[] = [];
  const operation = async () => {
    calledAt.push(clock.now());
    const failure = failures[calledAt.length - 1];
    if (failure) throw failure;
    return 'done';
  };
  return { clock, calledAt, operation, context: createCallContext({ clock, ...options }) };
}

/** What became of a promise, without an unhandled rejection while the clock is moved. */
const watch = <Result>(promise: Promise<Result>) => promise.then((value) => ({ value }), (error: unknown) => ({ error }));

describe('retry', () => {
  it('counts attempts in total: 3 attempts are one call and two more', async () => {
    const { clock, calledAt, operation, context } = setUp([busy(), busy(), busy(), busy()]);
    const result = watch(retry(noJitter).execute(operation, context));
    await clock.advance(10_000);
    expect(await result).toMatchObject({ error: { code: 'PLANWEAVE_SERVER_BUSY' } });
    expect(calledAt).toEqual([0, 50, 150]);
  });

  it('returns the first success', async () => {
    const { clock, calledAt, operation, context } = setUp([busy()]);
    const result = watch(retry(noJitter).execute(operation, context));
    await clock.advance(1_000);
    expect(await result).toEqual({ value: 'done' });
    expect(calledAt).toHaveLength(2);
  });

  it('does not repeat what cannot help', async () => {
    const { calledAt, operation, context } = setUp([new BadRequestError({ message: 'wrong', ...where })]);
    await expect(retry().execute(operation, context)).rejects.toThrow('wrong');
    expect(calledAt).toHaveLength(1);
  });

  it('waits as long as the server asks when that is longer than its own pause', async () => {
    const { clock, calledAt, operation, context } = setUp([busy(700)]);
    const result = watch(retry(noJitter).execute(operation, context));
    await clock.advance(2_000);
    await result;
    expect(calledAt).toEqual([0, 700]);
  });

  it('T8: gives up at once when the pause would end at or after the deadline', async () => {
    const { clock, calledAt, operation, context } = setUp([busy(2_000)], { budgetMs: 1_500 });
    await expect(retry(noJitter).execute(operation, context)).rejects.toThrow('busy');
    expect(clock.now()).toBe(0);
    expect(calledAt).toHaveLength(1);
  });

  it.each(['queue', 'circuit', 'rate-limit', 'time'] as const)('does not repeat a call that was refused by %s, not even when it says when to come back', async (by) => {
    const { clock, calledAt, operation, context } = setUp([busy(), new RefusedError(by, 'refused', 10)]);
    const result = watch(retry(noJitter).execute(operation, context));
    await clock.advance(10_000);
    expect(await result).toMatchObject({ error: { code: 'PLANWEAVE_REFUSED', by } });
    expect(calledAt).toEqual([0, 50]);
  });

  it('takes an option that is undefined as left out', async () => {
    const unset = Object.fromEntries(['attempts', 'initialDelayMs', 'factor', 'maxDelayMs', 'jitterRatio', 'isWorthRetrying'].map((name) => [name, undefined]));
    const { clock, calledAt, operation, context } = setUp([busy(), busy(), busy(), busy()]);
    const result = watch(retry(unset).execute(operation, context));
    await clock.advance(10_000);
    expect(await result).toMatchObject({ error: { code: 'PLANWEAVE_SERVER_BUSY' } });
    expect(calledAt).toHaveLength(3);
  });

  it("T4: never repeats after the caller's abort, even during a pause", async () => {
    const caller = new AbortController();
    const { clock, calledAt, operation, context } = setUp([busy(), busy()], { signal: caller.signal });
    const result = watch(retry(noJitter).execute(operation, context));
    await clock.advance(10);
    caller.abort();
    await clock.advance(1_000);
    expect(await result).toMatchObject({ error: { code: 'PLANWEAVE_CANCELLED' } });
    expect(calledAt).toEqual([0]);
    expect(clock.pending).toBe(0);
  });

  it('does not start for a caller who has left already', async () => {
    const { calledAt, operation, context } = setUp([], { signal: AbortSignal.abort() });
    await expect(retry().execute(operation, context)).rejects.toBeInstanceOf(CancelledError);
    expect(calledAt).toEqual([]);
  });

  it('T8: starts nothing when a busy process wakes it after the deadline', async () => {
    const { clock, calledAt, operation } = setUp([busy(), busy()]);
    let lateMs = 0;
    const lateClock = { now: () => clock.now() + lateMs, schedule: (callback: () => void, delayMs: number) => clock.schedule(() => { lateMs = 5_000; callback(); }, delayMs) };
    const result = watch(retry(noJitter).execute(operation, createCallContext({ clock: lateClock, budgetMs: 1_000 })));
    await clock.advance(1_000);
    expect(await result).toMatchObject({ error: { code: 'PLANWEAVE_SERVER_BUSY' } });
    expect(calledAt).toEqual([0]);
  });

  it('T8: no pause and no attempt goes past the deadline, whatever the schedule and whatever the server asks for', async () => {
    const schedule = fc.record({ attempts: fc.integer({ min: 1, max: 8 }), initialDelayMs: fc.integer({ min: 0, max: 400 }), factor: fc.integer({ min: 1, max: 4 }), jitterRatio: fc.double({ min: 0, max: 1, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(schedule, fc.integer({ min: 1, max: 1_500 }), fc.constantFrom(undefined, 0, 100, 1e9, -1, Number.NaN, Infinity), async (given, budgetMs, askedMs) => {
        const { clock, calledAt, operation, context } = setUp(Array.from({ length: 8 }, () => busy(askedMs)), { budgetMs });
        const result = watch(retry(given).execute(operation, context).finally(() => calledAt.push(clock.now())));
        await clock.advance(10_000);
        expect(await result).toMatchObject({ error: { code: 'PLANWEAVE_SERVER_BUSY' } });
        expect(Math.max(...calledAt)).toBeLessThan(budgetMs);
        expect(calledAt.length).toBeLessThanOrEqual(given.attempts + 1);
      }),
    );
  });

  it('does not ask a model that wrote nonsense the same again', async () => {
    const { calledAt, operation, context } = setUp([new InvalidOutputError({ message: 'odd', ...where })]);
    await expect(retry().execute(operation, context)).rejects.toThrow('odd');
    expect(calledAt).toHaveLength(1);
  });

  it('T9: three tries around three tries are three tries', async () => {
    const { clock, calledAt, operation, context } = setUp(Array.from({ length: 20 }, () => busy()));
    const result = watch(compose([retry(noJitter), attemptTimeout({ timeoutMs: 5_000 }), retry(noJitter)]).execute(operation, context));
    await clock.advance(60_000);
    expect(await result).toMatchObject({ error: { code: 'PLANWEAVE_SERVER_BUSY' } });
    expect(calledAt).toHaveLength(3);
  });

  it('reports each pause', async () => {
    const events: PlanEvent[] = [];
    const { clock, operation, context } = setUp([busy()], { report: (event) => void events.push(event) });
    const result = watch(retry(noJitter).execute(operation, context));
    await clock.advance(1_000);
    await result;
    expect(events).toEqual([{ type: 'retry-scheduled', requestId: 'request', at: 0, attempt: 1, delayMs: 50, code: 'PLANWEAVE_SERVER_BUSY' }]);
  });

  it.each([
    [{ attempts: 0 }, 'attempts'],
    [{ factor: 0.5 }, 'factor'],
    [{ jitterRatio: 2 }, 'jitterRatio'],
    [{ maxDelayMs: -1 }, 'maxDelayMs'],
  ])('refuses %j', (options, name) => {
    expect(() => retry(options)).toThrow(`option "${name}"`);
  });
});
