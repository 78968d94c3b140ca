import { describe, expect, it } from 'vitest';
import { detailLevels } from './prompt-section.ts';

describe('detailLevels', () => {
  it('goes from the most to the least detailed, and cannot be changed', () => {
    expect(detailLevels).toEqual(['full', 'standard', 'simplified', 'minimal']);
    expect(Object.isFrozen(detailLevels)).toBe(true);
  });
});
