import { createCallContext, sleep } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { skippingClock } from './skipping-clock.ts';

describe('skippingClock', () => {
  it('is past a wait as soon as it is begun, and says how long it was', async () => {
    const clock = skippingClock();
    await sleep(clock, 250, createCallContext().signal);
    clock.skip(10);
    expect(clock.now()).toBe(260);
  });

  it('does not move for a timer that is cancelled', async () => {
    const clock = skippingClock();
    const fired: string[] = [];
    clock.schedule(() => fired.push('x'), 100)();
    await Promise.resolve();
    expect([clock.now(), fired]).toEqual([0, []]);
  });
});
