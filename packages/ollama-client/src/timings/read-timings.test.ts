import { describe, expect, it } from 'vitest';
import { isColdLoad, readOllamaTimings, readUsage } from './read-timings.ts';

const final = (tokens: number, prefillMs: number, loadMs = 0) => ({ prompt_eval_count: tokens, prompt_eval_duration: prefillMs * 1e6, load_duration: loadMs * 1e6, eval_count: 10, eval_duration: 200e6, total_duration: 1e9 });

describe('readOllamaTimings', () => {
  it('estimates from speeds how much of a prompt was remembered', () => {
    const speed = { coldMsPerToken: 0 };
    expect(readOllamaTimings(final(100, 200), speed).reusedPrefixRatio).toBeUndefined();
    expect(readOllamaTimings(final(100, 50), speed).reusedPrefixRatio).toBeCloseTo(0.75);
    expect(readOllamaTimings(final(100, 400), speed).reusedPrefixRatio).toBe(0);
    expect(readOllamaTimings(final(100, 200), speed).reusedPrefixRatio).toBeCloseTo(0.5);
  });

  it('learns nothing from a short prompt', () => {
    const speed = { coldMsPerToken: 0 };
    readOllamaTimings(final(31, 1_000), speed);
    expect(speed.coldMsPerToken).toBe(0);
  });

  it('tells a cold load, the speed and the time on the server', () => {
    expect(readOllamaTimings(final(100, 1, 250), { coldMsPerToken: 0 })).toMatchObject({ wasColdLoad: true, tokensPerSecond: 50, serverMs: 1_000 });
    expect(isColdLoad(249)).toBe(false);
    expect(readOllamaTimings({}, { coldMsPerToken: 0 })).toEqual({ wasColdLoad: false, tokensPerSecond: 0, serverMs: 0, reusedPrefixRatio: undefined });
  });
});

describe('readUsage', () => {
  it.each([-1, 1.5, Number.NaN, '7', 2 ** 60])('takes a count of %s for nothing', (value) => {
    expect(readUsage({ prompt_eval_count: value, eval_count: value })).toEqual({ promptTokens: 0, replyTokens: 0 });
  });
});
