import type { ModelTimings } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { createSpeedEstimates } from './speed-estimates.ts';

const timings = (loadMs: number, prefillMs: number): ModelTimings => ({ totalMs: 0, firstTokenMs: 0, loadMs, prefillMs, decodeMs: 0 });

describe('createSpeedEstimates', () => {
  it('knows nothing at first, and nothing of another question', () => {
    const speed = createSpeedEstimates();
    speed.learn('full', 100, 3_000, undefined, 0);
    expect(speed.expect('simplified', 100, 0)).toBeUndefined();
    expect(speed.expect('full', 100, 0)).toBe(3_000);
  });

  it('grows with the prompt where the server reports how long it read', () => {
    const speed = createSpeedEstimates();
    for (const at of [0, 1]) speed.learn('full', 1_000, 3_000, timings(0, 1_000), at);
    expect(speed.expect('full', 2_000, 1)).toBe(4_000);
    expect(speed.expect('full', 0, 1)).toBe(2_000);
  });

  it('does not take the first prompt, which had to be read whole, for what later ones cost', () => {
    const speed = createSpeedEstimates();
    speed.learn('full', 3_400, 3_100, timings(0, 1_700), 0);
    expect(speed.expect('full', 3_400, 0)).toBe(1_400);
    speed.learn('full', 3_400, 3_100, timings(0, 1_700), 1); // another slot of the server
    speed.learn('full', 3_400, 1_434, timings(0, 34), 2);
    expect(speed.expect('full', 3_400, 2)).toBeCloseTo(1_434, 0);
    speed.learn('full', 3_400, 3_100, timings(0, 1_700), 3);
    expect(speed.expect('full', 3_400, 3)).toBeLessThan(1_800);
  });

  it('does not count the loading of the model', () => {
    const speed = createSpeedEstimates();
    speed.learn('full', 100, 10_000, timings(9_000, 0), 0);
    expect(speed.expect('full', 100, 0)).toBe(1_000);
  });

  it('follows a changing server and is careful when times vary', () => {
    const speed = createSpeedEstimates();
    for (let index = 0; index < 100; index += 1) speed.learn('full', 100, index % 2 === 0 ? 900 : 1_100, undefined, index);
    const varied = speed.expect('full', 100, 100)!;
    expect(varied).toBeGreaterThan(1_050);
    expect(varied).toBeLessThan(1_200);
    for (let index = 0; index < 100; index += 1) speed.learn('full', 100, 200, undefined, 100 + index);
    expect(speed.expect('full', 100, 200)).toBeCloseTo(200, 0);
  });

  it('takes a timeout as a sign that it takes longer, unless it was expected to', () => {
    const speed = createSpeedEstimates();
    speed.learnTimeout('full', 100, 200, 0);
    expect(speed.expect('full', 100, 0)).toBe(300);
    speed.learn('slow', 100, 3_000, undefined, 0);
    speed.learnTimeout('slow', 100, 50, 0);
    expect(speed.expect('slow', 100, 0)).toBe(3_000);
  });

  it('forgets after a while, so that a model gets another chance', () => {
    const speed = createSpeedEstimates();
    speed.learn('full', 100, 3_000, undefined, 0);
    expect(speed.expect('full', 100, 15_000)).toBe(3_000);
    expect(speed.expect('full', 100, 15_001)).toBeUndefined();
  });
});
