import { createCallContext, type CallContextOptions } from '@planweave/core-types';
import { manualClock, type ManualClock } from '@planweave/testing';
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
