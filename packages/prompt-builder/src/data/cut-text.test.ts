import { describe, expect, it } from 'vitest';
import { cutText } from './cut-text.ts';

describe('cutText', () => {
  it('leaves what fits, to the last character', () => {
    expect(cutText('obstacles (1,2) (3,4)', 21)).toBe('obstacles (1,2) (3,4)');
  });

  it('cuts between facts, so that no number loses a digit', () => {
    expect(cutText('obstacles (1,2) (3,4) (15,16)', 26)).toBe('obstacles (1,2) (3,4) …');
  });

  it('cuts anywhere when there is no gap in the second half', () => {
    expect(cutText(`a ${'x'.repeat(50)}`, 20)).toBe(`a ${'x'.repeat(17)}…`);
  });

  it('never cuts a character in half and never grows beyond the bound and its mark', () => {
    const cut = cutText('🔥'.repeat(50), 20);
    expect(() => encodeURIComponent(cut)).not.toThrow();
    expect(cut.length).toBeLessThanOrEqual(20);
  });
});
