import { describe, expect, it } from 'vitest';
import { timeEachCall } from './time-each-call.ts';

describe('timeEachCall', () => {
  it('runs each call once and gives percentiles in order, none below 0', () => {
    const turns: number[] = [];
    const { p50, p95, p99 } = timeEachCall((turn) => turns.push(turn), 200);
    expect(turns).toEqual(Array.from({ length: 200 }, (_, index) => index));
    expect(p50).toBeGreaterThanOrEqual(0);
    expect(p95).toBeGreaterThanOrEqual(p50);
    expect(p99).toBeGreaterThanOrEqual(p95);
  });
});
