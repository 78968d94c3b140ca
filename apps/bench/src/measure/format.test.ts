import { describe, expect, it } from 'vitest';
import { formatRatio, formatTime } from './format.ts';

describe('formatTime', () => {
  it.each([
    [0.5, '0.50 ns'],
    [23.44, '23.4 ns'],
    [999, '999 ns'],
    [1_000, '1.00 µs'],
    [12_345, '12.3 µs'],
    [2_345_678, '2.35 ms'],
    [3e9, '3.00 s'],
    [Number.NaN, '–'],
  ])('of %s nanoseconds is %s', (nanoseconds, text) => {
    expect(formatTime(nanoseconds)).toBe(text);
  });
});

describe('formatRatio', () => {
  it('shows the ratio and its spread, with more digits where they matter', () => {
    expect(formatRatio({ typical: 123.4, low: 93.2, high: 140 })).toBe('123x (93–140)');
    expect(formatRatio({ typical: 1.234, low: 0.96, high: 1.5 })).toBe('1.2x (1.0–1.5)');
    expect(formatRatio({ typical: 0.044, low: 0.01, high: 0.2 })).toBe('0.04x (0.01–0.2)');
  });
});
