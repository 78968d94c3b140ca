import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenCounts } from '../../test/token-counts.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { scanText } from '../data/scan-text.ts';

const prompts = tokenCounts.filter(({ kind }) => kind === 'prompt');

describe('estimateTokens', () => {
  it.each(prompts)('is near what tokenizers count in a prompt: %#', ({ text, qwen3, llama3, gemma3, gpt4o, llama2 }) => {
    const estimate = estimateTokens(text);
    for (const count of [qwen3, llama3, gemma3, gpt4o]) {
      expect(estimate / count).toBeGreaterThanOrEqual(0.9);
      expect(estimate / count).toBeLessThanOrEqual(1.35);
    }
    expect(estimate / llama2).toBeGreaterThanOrEqual(0.8);
  });

  it.each(tokenCounts.filter(({ kind }) => kind === 'running text'))('is of the right size for other alphabets: %#', ({ text, qwen3, llama3, gemma3, gpt4o }) => {
    for (const count of [qwen3, llama3, gemma3, gpt4o]) {
      expect(estimateTokens(text) / count).toBeGreaterThanOrEqual(0.5);
      expect(estimateTokens(text) / count).toBeLessThanOrEqual(2.1);
    }
  });

  it('is 0 for nothing and grows with every character', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('a')).toBe(1);
    for (const character of ['a', 'Z', '7', '{', ' ', '\n', 'é', 'я', '守', '🔥', '\ud800']) expect(scanText(character).weight).toBeGreaterThan(0);
  });

  it('has weights that add up, wherever a text is divided', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.nat(80), (text, place) => {
        expect(scanText(text.slice(0, place)).weight + scanText(text.slice(place)).weight).toBe(scanText(text).weight);
      }),
      { numRuns: 500 },
    );
    const long = 'enemy 守🔥é '.repeat(2000);
    expect(scanText(long).weight).toBe(2000 * scanText('enemy 守🔥é ').weight);
  });
});
