import { describe, expect, it } from 'vitest';
import { createDurations } from './durations.ts';

describe('createDurations', () => {
  it('is all zeros before the first', () => {
    expect(createDurations().read()).toEqual({ count: 0, p50: 0, p95: 0, p99: 0, max: 0 });
  });

  it('tells percentiles within a hundredth', () => {
    const durations = createDurations();
    for (let index = 1; index <= 1_000; index += 1) durations.add(index / 10);
    const { count, p50, p95, p99, max } = durations.read();
    expect(count).toBe(1_000);
    for (const [read, exact] of [[p50, 50], [p95, 95], [p99, 99], [max, 100]] as const) expect(Math.abs(read / exact - 1)).toBeLessThan(0.01);
  });

  it('takes 0 for a microsecond', () => {
    const durations = createDurations();
    durations.add(0);
    expect(durations.read()).toMatchObject({ count: 1, max: 0.001 });
  });
});
