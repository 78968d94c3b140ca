import { createCallContext, type CallContextOptions } from '@planweave/core-types';
import { manualClock, type ManualClock } from '@planweave/testing';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { rateLimit, type RateLimitOptions } from './rate-limit.ts';

let clock: ManualClock;
beforeEach(() => {
  clock = manualClock();
});

function caller(options: RateLimitOptions) {
  const limit = rateLimit(options);
  const ranAt: number[] = [];
  const call = (more: CallContextOptions = {}) =>
    limit
      .execute(async () => void ranAt.push(clock.now()), createCallContext({ clock, ...more }))
      .then(() => 'done', (error: { by?: string; code: string }) => error.by ?? error.code);
  return { call, ranAt };
}

describe('rateLimit', () => {
  it('lets a burst through and then one call each interval, in order', async () => {
    const { call, ranAt } = caller({ requestsPerMinute: 60, burstSeconds: 2 });
    const all = Array.from({ length: 5 }, () => call());
    await clock.advance(10_000);
    await Promise.all(all);
    expect(ranAt).toEqual([0, 0, 1_000, 2_000, 3_000]);
  });

  it('never lets more through than the rate plus one burst, in any minute', async () => {
    const { call, ranAt } = caller({ requestsPerMinute: 120, burstSeconds: 5 });
    const all = Array.from({ length: 400 }, () => call());
    await clock.advance(300_000);
    await Promise.all(all);
    for (const from of ranAt) expect(ranAt.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(130);
  });

  it('counts tokens, and lets even a call larger than a burst through in the end', async () => {
    const { call, ranAt } = caller({ tokensPerMinute: 6_000, burstSeconds: 6 });
    const all = [call({ estimatedTokens: 1_000 }), call({ estimatedTokens: 100 })];
    await clock.advance(60_000);
    expect(await Promise.all(all)).toEqual(['done', 'done']);
    expect(ranAt).toEqual([0, 5_000]);
  });

  it('refuses at once what would come after its deadline, and takes nothing for it', async () => {
    const { call, ranAt } = caller({ requestsPerMinute: 60, burstSeconds: 1 });
    await call();
    expect(await call({ budgetMs: 500 })).toBe('rate-limit');
    const next = call();
    await clock.advance(1_000);
    expect(await next).toBe('done');
    expect(ranAt).toEqual([0, 1_000]);
  });

  it('gives the share of a cancelled call back', async () => {
    const { call, ranAt } = caller({ requestsPerMinute: 60, burstSeconds: 1 });
    await call();
    const stop = new AbortController();
    const cancelled = call({ signal: stop.signal });
    stop.abort();
    expect(await cancelled).toBe('PLANWEAVE_CANCELLED');
    const next = call();
    await clock.advance(1_000);
    await next;
    expect(ranAt).toEqual([0, 1_000]);
  });

  it('is first come, first served also after others have left', async () => {
    const limit = rateLimit({ requestsPerMinute: 60, burstSeconds: 1 });
    const started: string[] = [];
    const startedAt: number[] = [];
    const ask = (name: string, more: CallContextOptions = {}) =>
      limit
        .execute(async () => void startedAt.push((started.push(name), clock.now())), createCallContext({ clock, ...more }))
        .catch(() => {});
    const stop = new AbortController();
    const early = [ask('A'), ...Array.from({ length: 5 }, () => ask('x', { signal: stop.signal })), ask('C')];
    await clock.advance(100);
    stop.abort();
    const late = ['D0', 'D1', 'D2', 'D3', 'D4'].map((name) => ask(name));
    await clock.advance(20_000);
    await Promise.all([...early, ...late]);
    expect(started).toEqual(['A', 'C', 'D0', 'D1', 'D2', 'D3', 'D4']);
    expect(startedAt).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000]);
    expect(clock.pending).toBe(0);
  });

  it('nobody overtakes and the rate holds, whoever leaves, in calls and in tokens; whoever was let in line has a turn in time', async () => {
    const visit = fc.record({ afterMs: fc.integer({ min: 0, max: 900 }), tokens: fc.integer({ min: 0, max: 300 }), leavesMs: fc.option(fc.integer({ min: 0, max: 5_000 })), budgetMs: fc.option(fc.integer({ min: 1, max: 8_000 })) });
    await fc.assert(
      fc.asyncProperty(fc.array(visit, { maxLength: 25 }), async (callers) => {
        clock = manualClock();
        const limit = rateLimit({ requestsPerMinute: 120, tokensPerMinute: 6_000, burstSeconds: 2 });
        const started: { readonly index: number; readonly at: number; readonly tokens: number }[] = [];
        const outcomes: Promise<string>[] = [];
        for (const [index, { afterMs, tokens, leavesMs, budgetMs }] of callers.entries()) {
          await clock.advance(afterMs);
          const stop = new AbortController();
          const context = createCallContext({ clock, signal: stop.signal, estimatedTokens: tokens, budgetMs: budgetMs ?? Infinity });
          const operation = async () => void started.push({ index, at: clock.now(), tokens });
          outcomes.push(limit.execute(operation, context).then(() => 'done', (error: { by?: string; code: string }) => error.by ?? error.code));
          if (leavesMs !== null) clock.schedule(() => stop.abort(), leavesMs);
        }
        await clock.advance(100_000);
        const ended = await Promise.all(outcomes);
        expect(clock.pending).toBe(0);
        expect(ended).not.toContain('PLANWEAVE_TIMED_OUT');
        expect(ended.filter((outcome) => outcome === 'done')).toHaveLength(started.length);
        expect(started.map(({ index }) => index)).toEqual(started.map(({ index }) => index).toSorted((a, b) => a - b));
        for (const [from, first] of started.entries()) {
          let tokensBefore = 0;
          for (const [later, { at, tokens }] of started.slice(from).entries()) {
            expect(later + 1).toBeLessThanOrEqual(4 + (at - first.at) / 500 + 1e-6);
            // a call larger than a burst is let in when the bucket is full
            expect(tokensBefore + Math.min(tokens, 200)).toBeLessThanOrEqual(200 + (at - first.at) / 10 + 1e-6);
            tokensBefore += tokens;
          }
        }
      }),
    );
  });

  it('T5: whoever leaves while waiting is answered at once, the first as well as the last', async () => {
    const { call, ranAt } = caller({ requestsPerMinute: 60, burstSeconds: 1 });
    await call();
    const stops = Array.from({ length: 3 }, () => new AbortController());
    const waiting = stops.map(({ signal }) => call({ signal }));
    const last = call();
    for (const stop of [stops[2], stops[0], stops[1]]) stop?.abort();
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: 3 }, () => 'PLANWEAVE_CANCELLED'));
    expect(clock.pending).toBe(1);
    await clock.advance(1_000);
    expect(await last).toBe('done');
    expect(ranAt).toEqual([0, 1_000]);
  });

  it('ends the wait at the deadline when a busy process comes too late for the turn', async () => {
    const limit = rateLimit({ requestsPerMinute: 60, burstSeconds: 1 });
    let calls = 0;
    const ask = (more: CallContextOptions) => limit.execute(async () => void (calls += 1), createCallContext(more)).then(() => 'done', (error: { code: string }) => error.code);
    await ask({ clock });
    // the turn of the first comes 5 seconds late
    const lateClock = { now: () => clock.now(), schedule: (callback: () => void, delayMs: number) => clock.schedule(callback, delayMs + 5_000) };
    const first = ask({ clock: lateClock });
    const second = ask({ clock, budgetMs: 3_000 });
    await clock.advance(3_000);
    expect(await second).toBe('PLANWEAVE_TIMED_OUT');
    await clock.advance(3_000);
    expect(await first).toBe('done');
    expect(calls).toBe(2);
    expect(clock.pending).toBe(0);
  });

  it.each([Number.NaN, -1, Infinity])('rejects a call that says it needs %d tokens, and goes on counting', async (estimatedTokens) => {
    const { call, ranAt } = caller({ tokensPerMinute: 60, burstSeconds: 1 });
    expect(await call({ estimatedTokens })).toBe('PLANWEAVE_INVALID_OPTION');
    const all = [call({ estimatedTokens: 1 }), call({ estimatedTokens: 1 })];
    await clock.advance(1_000);
    await Promise.all(all);
    expect(ranAt).toEqual([0, 1_000]);
  });

  it('keeps a rate for each target', async () => {
    const { call, ranAt } = caller({ requestsPerMinute: 60, burstSeconds: 1 });
    await call({ target: 'a' });
    await call({ target: 'b' });
    expect(ranAt).toEqual([0, 0]);
  });

  it.each([{}, { requestsPerMinute: 0 }, { tokensPerMinute: -1 }, { requestsPerMinute: 1, burstSeconds: 0 }])('refuses %j', (options) => {
    expect(() => rateLimit(options)).toThrow('rateLimit: option');
  });
});
