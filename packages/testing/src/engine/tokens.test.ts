import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonPrefixLength, tokensOf } from './tokens.ts';

/** Any character, the rare planes included; fast-check's own `binary` unit takes seconds to set up. */
const character = fc
  .oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xd7_ff }), fc.integer({ min: 0xe0_00, max: 0x10_ff_ff }))
  .map((code) => String.fromCodePoint(code));

describe('tokensOf', () => {
  it('loses nothing and never cuts a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: character }), (text) => {
        const tokens = tokensOf(text);
        expect(tokens.join('')).toBe(text);
        expect(tokens.every((token) => token !== '' && !/^\p{Surrogate}|\p{Surrogate}$/u.test(token))).toBe(true);
      }),
    );
  });

  it('gives about four characters a token for English and for JSON', () => {
    const text = 'The guard walks to the door and waits for the signal. {"steps":[{"act":"MoveTo","x":12,"y":8}]}';
    const perToken = text.length / tokensOf(text).length;
    expect(perToken).toBeGreaterThan(2.5);
    expect(perToken).toBeLessThan(5.5);
  });

  it('cuts a long run of white space into many tokens', () => {
    expect(tokensOf('\n'.repeat(40))).toHaveLength(10);
  });
});

describe('commonPrefixLength', () => {
  it('counts equal tokens at the beginning', () => {
    expect(commonPrefixLength(['a', 'b', 'c'], ['a', 'b', 'x', 'c'])).toBe(2);
    expect(commonPrefixLength([], ['a'])).toBe(0);
    expect(commonPrefixLength(['a'], ['a'])).toBe(1);
  });
});
