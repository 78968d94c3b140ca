import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';
import { scanText } from './scan-text.ts';

const anyUnit = fc.oneof(fc.constantFrom('a', ' ', '\n', '<', '[', '\r', '7'), fc.nat(0xff_ff).map((unit) => String.fromCharCode(unit)));
const anyText = fc.array(anyUnit, { maxLength: 30 }).map((units) => units.join(''));

describe('scanText', () => {
  it('finds no odd byte in plain text only, so that text without one needs no cleaning', () => {
    const characters = Array.from({ length: 0x1_00_00 }, (_, unit) => String.fromCharCode(unit));
    const plain = characters.filter((character) => scanText(character).oddBytes === 0);
    expect(plain).toHaveLength(95 - 2 + 1);
    expect(plain.map(cleanText)).toEqual(plain);
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(scanText(text).oddBytes === 0);
        expect(cleanText(text)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('counts every tag and bracket once', () => {
    expect(scanText('<me>\nhp 5\n</me>\n').oddBytes).toBe(2);
    expect(scanText('[1] > {2}').oddBytes).toBe(1);
    expect(scanText('').oddBytes).toBe(0);
  });

  it('adds up, wherever a text is divided between characters, and over long texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite', maxLength: 20 }), fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), (a, b) => {
        const [first, second, both] = [scanText(a), scanText(b), scanText(a + b)];
        expect(both).toEqual({ weight: first.weight + second.weight, oddBytes: first.oddBytes + second.oddBytes });
      }),
      { numRuns: 500 },
    );
    for (const text of ['enemy <7', '\n', '守', '🔥', 'é', '<']) {
      const { weight, oddBytes } = scanText(text);
      expect(scanText(text.repeat(20_000))).toEqual({ weight: 20_000 * weight, oddBytes: 20_000 * oddBytes });
    }
  });
});
