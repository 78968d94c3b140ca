import { describe, expect, it } from 'vitest';
import { readRetryAfter } from './read-retry-after.ts';

const date = 'Thu, 01 Jan 2026 00:00:00 GMT';

describe('readRetryAfter', () => {
  it.each([
    ['2', 2_000],
    ['0.5', 500],
    [' 3 ', 3_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['999999999', 60_000],
    ['-5', undefined],
    ['soon', undefined],
    ['2026', 60_000],
    ['January 2026', undefined],
    ['', undefined],
  ])('%j is %s ms', (value, expected) => {
    expect(readRetryAfter(new Headers({ 'retry-after': value, date }))).toBe(expected);
  });

  it('cannot read a date without the date of the reply, and needs a header', () => {
    expect(readRetryAfter(new Headers({ 'retry-after': date }))).toBeUndefined();
    expect(readRetryAfter(new Headers())).toBeUndefined();
  });
});
