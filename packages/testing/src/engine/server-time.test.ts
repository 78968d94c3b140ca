import { describe, expect, it } from 'vitest';
import { nanoseconds, serverTime } from './server-time.ts';

describe('serverTime', () => {
  it('has up to nine decimals and no trailing zeros, as in Go', () => {
    const epoch = Date.UTC(2026, 0, 1);
    expect(serverTime(epoch, 0)).toBe('2026-01-01T00:00:00Z');
    expect(serverTime(epoch, 1500)).toBe('2026-01-01T00:00:01.5Z');
    expect(serverTime(epoch, 0.25)).toBe('2026-01-01T00:00:00.00025Z');
    expect(new Date(serverTime(epoch, 61_234)).getTime()).toBe(epoch + 61_234);
  });
});

describe('nanoseconds', () => {
  it('is whole', () => {
    expect([nanoseconds(1.5), nanoseconds(0.000_000_4)]).toEqual([1_500_000, 0]);
  });
});
