import { describe, expect, it } from 'vitest';
import { faultMix } from './fault-mix.ts';

describe('faultMix', () => {
  it.each([0.01, 0.2, 0.5, 1])('spares all but %d of the chats', (faultRate) => {
    const rules = faultMix(faultRate);
    expect(rules.reduce((spared, { ratio = 1 }) => spared * (1 - ratio), 1)).toBeCloseTo(1 - faultRate, 10);
    expect(rules.every(({ route }) => route === '/api/chat')).toBe(true);
  });

  it('is nothing for 0', () => {
    expect(faultMix(0)).toEqual([]);
  });
});
