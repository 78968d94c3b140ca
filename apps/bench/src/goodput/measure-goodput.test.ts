import { describe, expect, it } from 'vitest';
import { arms, measureGoodput } from './measure-goodput.ts';

describe('measureGoodput', () => {
  it('shows that goodput collapses under load without admission control, and not with it', async () => {
    const goodput = async (arm: string, load: number) => (await measureGoodput(arms[arm]!, load, 1)).usedPerModelSecond;
    const [without, withQueue, peak] = [await goodput('no admission control', 3), await goodput('admission queue', 3), await goodput('admission queue', 1)];
    expect(without).toBeLessThan(peak * 0.5);
    expect(withQueue).toBeGreaterThan(peak * 0.9);
  });
});
