import { describe, expect, it } from 'vitest';
import { shortText, shortValue } from './short-value.ts';

describe('shortValue', () => {
  it.each<[unknown, string]>([
    ['go', '"go"'],
    ['', '""'],
    ['a"b\n', '"a\\"b\\n"'],
    [-1.5, '-1.5'],
    [NaN, 'NaN'],
    [10n, '10'],
    [undefined, 'undefined'],
    [null, 'null'],
    [true, 'true'],
    [Symbol('s'), 'Symbol(s)'],
    [[1, 2], 'an array of 2'],
    [{ apiKey: 'secret' }, 'an object'],
    [() => 'secret', 'a function'],
    ['x'.repeat(60), `"${'x'.repeat(60)}"`],
    ['x'.repeat(61), `"${'x'.repeat(59)}…" (61 characters)`],
  ])('%o is %s', (value, expected) => {
    expect(shortValue(value)).toBe(expected);
  });
});

describe('shortText', () => {
  it.each([
    ['retreat', 7, 'retreat'],
    ['retreat', 6, 'retre…'],
    ['retreat', 1, '…'],
    ['retreat', 0, ''],
    ['', 0, ''],
  ])('%j in %i characters is %j', (text, maxCharacters, expected) => {
    expect(shortText(text, maxCharacters)).toBe(expected);
  });

  it('never cuts a character in half, and never becomes too long', () => {
    const text = '🗡🛡🗡🛡';
    for (let max = 0; max <= text.length; max += 1) {
      const short = shortText(text, max);
      expect(() => encodeURIComponent(short)).not.toThrow(); // throws for half a character
      expect(short.length).toBeLessThanOrEqual(max);
    }
  });
});
