import { describe, expect, it } from 'vitest';
import { keepAliveMs } from './go-duration.ts';

describe('keepAliveMs', () => {
  it('takes a number as seconds and a text as a Go duration', () => {
    expect([90, 0, 0.5, '90s', '5m', '1h30m', '1.5h', '250ms', '0', '+3s'].map(keepAliveMs)).toEqual([
      90_000, 0, 500, 90_000, 300_000, 5_400_000, 5_400_000, 250, 0, 3000,
    ]);
  });

  it('takes anything negative as for ever', () => {
    expect([-1, '-1m', '-1ns'].map(keepAliveMs)).toEqual([Infinity, Infinity, Infinity]);
  });

  it('is undefined when nothing was said', () => {
    expect([undefined, null].map(keepAliveMs)).toEqual([undefined, undefined]);
  });

  it('refuses a text in the words of Go', () => {
    expect(() => keepAliveMs('300')).toThrow('time: missing unit in duration "300"');
    for (const text of ['x', '', '5m!', '5 m', 's']) expect(() => keepAliveMs(text)).toThrow(`time: invalid duration "${text}"`);
  });
});
