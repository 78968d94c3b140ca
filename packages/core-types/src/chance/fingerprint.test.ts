import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.ts';

describe('fingerprint', () => {
  it.each([
    ['', 'ab3e7c0b4a216c31'],
    ['a', '2a681819ec33a9b8'],
    ['Scan', '41ac87cf411cbd42'],
    ['{"act":"MoveTo","x":12,"y":8}', '542c487180a7819b'],
    ['Größe 🗡', '4291548f42f961fa'],
    ['\u0000', '841fbb5967aeab3d'],
    ['\uD800', '25ab3b9a5f4ce9ea'],
  ])('gives %j its known answer', (text, expected) => {
    expect(fingerprint(text)).toBe(expected);
  });

  it('is 16 hexadecimal digits for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fingerprint(text)).toMatch(/^[\da-f]{16}$/);
      }),
    );
  });

  it('tells 100,000 similar texts apart, in each of its halves almost always', () => {
    const prints = Array.from({ length: 100_000 }, (_, index) => fingerprint(`{"act":"MoveTo","x":${index % 317},"y":${Math.floor(index / 317)}}`));
    expect(new Set(prints).size).toBe(100_000);
    // 100,000 draws from 2^32 are expected to collide about once
    expect(new Set(prints.map((print) => print.slice(0, 8))).size).toBeGreaterThan(99_990);
    expect(new Set(prints.map((print) => print.slice(8))).size).toBeGreaterThan(99_990);
  });

  it('tells texts apart by order, length and repetition', () => {
    const texts = ['ab', 'ba', 'a', 'aa', 'aaa', 'a'.repeat(1_000), 'a'.repeat(1_001), ' ', '', '\u0000', '\u0000\u0000'];
    expect(new Set(texts.map(fingerprint)).size).toBe(texts.length);
  });

  it('changes about half of its bits with one character', () => {
    const flips = Array.from({ length: 1_000 }, (_, index) => bitsBetween(fingerprint(`cell ${index} a`), fingerprint(`cell ${index} b`)));
    const mean = flips.reduce((sum, bits) => sum + bits, 0) / flips.length;
    expect(mean).toBeGreaterThan(28);
    expect(mean).toBeLessThan(36);
  });
});

function bitsBetween(a: string, b: string): number {
  return (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll('0', '').length;
}
