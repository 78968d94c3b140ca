import { describe, expect, it } from 'vitest';
import { arms, measureGoodput } from './measure-goodput.ts';

describe('measureGoodput', () => {
  it('shows that goodput collapses under load without admission control, and not with it', async () => {
    const [without, withQueue] = [await measureGoodput(arms['no admission control']!, 2, 1), await measureGoodput(arms['admission queue']!, 2, 1)];
    expect(without.asked).toBe(withQueue.asked);
    expect(withQueue.usedPerModelSecond).toBeGreaterThan(without.usedPerModelSecond * 3);
  });
});
