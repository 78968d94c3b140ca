import { createCallContext, sleep, type CallContext, type CallContextOptions } from '@planweave/core-types';
import { manualClock, type ManualClock } from '@planweave/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { hedge, type HedgeOptions } from './hedge.ts';

let clock: ManualClock;
beforeEach(() => {
  clock = manualClock();
});

type Call = { readonly afterMs: number; readonly result?: string; readonly error?: Error };

/** An operation whose n-th call takes so long and ends so. */
function script(calls: readonly Call[]) {
  const seen: CallContext[] = [];
  const operation = async (context: CallContext) => {
    const { afterMs, result, error } = calls[seen.push(context) - 1]!;
    await sleep(clock, afterMs, context.signal);
    if (error) throw error;
    return result ?? 'ok';
  };
  return { operation, seen };
}

async function run(options: HedgeOptions, calls: readonly Call[], more: CallContextOptions = {}) {
  const { operation, seen } = script(calls);
  const outcome = hedge(options)
    .execute(operation, createCallContext({ clock, ...more }))
    .then((value) => ({ value, at: clock.now() }), (error: Error) => ({ error: error.message, at: clock.now() }));
  await clock.advance(1_000);
  expect(clock.pending).toBe(0);
  return { outcome: await outcome, seen };
}

describe('hedge', () => {
  it('makes one call when that is quick enough', async () => {
    const { outcome, seen } = await run({ afterMs: 50 }, [{ afterMs: 49, result: 'first' }]);
    expect(outcome).toEqual({ value: 'first', at: 49 });
    expect(seen).toHaveLength(1);
  });

  it('takes the second when it is first, and cancels the other', async () => {
    const { outcome, seen } = await run({ afterMs: 50 }, [{ afterMs: 500 }, { afterMs: 10, result: 'second' }]);
    expect(outcome).toEqual({ value: 'second', at: 60 });
    expect(seen.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  it('waits for a good result while another call is running', async () => {
    const isValid = (result: unknown) => result === 'good';
    const { outcome } = await run({ afterMs: 50, isValid }, [{ afterMs: 60, result: 'bad' }, { afterMs: 100, result: 'good' }]);
    expect(outcome).toEqual({ value: 'good', at: 150 });
  });

  it('returns a bad result rather than nothing', async () => {
    const { outcome } = await run({ afterMs: 50, isValid: () => false }, [{ afterMs: 60, result: 'a' }, { afterMs: 100, result: 'b' }]);
    expect(outcome).toEqual({ value: 'b', at: 150 });
  });

  it('survives the failure of one and throws the first failure of both', async () => {
    const one = await run({ afterMs: 50 }, [{ afterMs: 60, error: new Error('a') }, { afterMs: 100, result: 'b' }]);
    expect(one.outcome).toMatchObject({ value: 'b' });
    clock = manualClock();
    const both = await run({ afterMs: 50 }, [{ afterMs: 60, error: new Error('a') }, { afterMs: 100, error: new Error('b') }]);
    expect(both.outcome).toMatchObject({ error: 'a' });
  });

  it('returns a bad result rather than the failure of the other, whichever comes first', async () => {
    const options = { afterMs: 50, isValid: () => false };
    const badFirst = await run(options, [{ afterMs: 60, result: 'bad' }, { afterMs: 100, error: new Error('a') }]);
    expect(badFirst.outcome).toMatchObject({ value: 'bad' });
    clock = manualClock();
    const badLast = await run(options, [{ afterMs: 60, error: new Error('a') }, { afterMs: 100, result: 'bad' }]);
    expect(badLast.outcome).toMatchObject({ value: 'bad' });
  });

  it('starts no second call once the deadline is over, and survives a rule that throws', async () => {
    const late = await run({ afterMs: 50 }, [{ afterMs: 60, result: 'late' }], { budgetMs: 50 });
    expect(late.seen).toHaveLength(1);
    clock = manualClock();
    const isValid = () => {
      throw new Error('broken rule');
    };
    const broken = await run({ afterMs: 50, isValid }, [{ afterMs: 60 }, { afterMs: 100 }]);
    expect(broken.outcome).toEqual({ error: 'broken rule', at: 60 });
  });

  it('throws an early failure at once and starts nothing', async () => {
    const { outcome, seen } = await run({ afterMs: 50 }, [{ afterMs: 10, error: new Error('a') }]);
    expect(outcome).toEqual({ error: 'a', at: 10 });
    expect(seen).toHaveLength(1);
  });

  it('cancels both when the caller leaves', async () => {
    const stop = new AbortController();
    const { operation, seen } = script([{ afterMs: 500 }, { afterMs: 500 }]);
    const outcome = hedge({ afterMs: 50 })
      .execute(operation, createCallContext({ clock, signal: stop.signal }))
      .catch((error: { code: string }) => error.code);
    await clock.advance(100);
    stop.abort();
    expect(await outcome).toBe('PLANWEAVE_CANCELLED');
    expect(seen.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(clock.pending).toBe(0);
  });

  it('adds no more than its share of extra calls', async () => {
    const policy = hedge({ afterMs: 10, extraRatio: 0.1, burst: 1 });
    let calls = 0;
    for (let index = 0; index < 100; index += 1) {
      const done = policy.execute(async (context) => {
        calls += 1;
        await sleep(clock, 50, context.signal);
      }, createCallContext({ clock }));
      await clock.advance(100);
      await done;
    }
    expect(calls).toBeGreaterThanOrEqual(108);
    expect(calls).toBeLessThanOrEqual(111);
  });

  it('counts extra calls for each target: a slow one does not use up those of another', async () => {
    const policy = hedge({ afterMs: 10, extraRatio: 0, burst: 1 });
    const calls: string[] = [];
    const slow = (target: string) =>
      policy.execute(async ({ signal }) => {
        calls.push(target);
        await sleep(clock, 50, signal);
      }, createCallContext({ clock, target }));
    await clock.runUntil(Promise.all([slow('a'), slow('a'), slow('b')]));
    expect(calls.toSorted()).toEqual(['a', 'a', 'a', 'b', 'b']);
  });

  it('starts no second call for a caller who leaves on hearing of it', async () => {
    const stop = new AbortController();
    const { outcome, seen } = await run({ afterMs: 50 }, [{ afterMs: 500 }, { afterMs: 500 }], { signal: stop.signal, report: () => stop.abort() });
    expect(outcome).toMatchObject({ error: 'Cancelled by the caller' });
    expect(seen).toHaveLength(1);
  });

  it.each([{ afterMs: -1 }, { afterMs: 1, extraRatio: 2 }, { afterMs: 1, burst: 0 }])('refuses %j', (options) => {
    expect(() => hedge(options)).toThrow('hedge: option');
  });
});
