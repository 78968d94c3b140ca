import { describe, expect, it } from 'vitest';
import { defaultStressOptions } from '../stress-options.ts';
import { askSchedule, type Ask } from './ask-schedule.ts';

const options = { ...defaultStressOptions, agents: 20, everyMs: 1_000 };

function take(count: number, changes: Partial<typeof options> = {}, sectors = { known: 50, firstNew: 1_000 }): Ask[] {
  const asks: Ask[] = [];
  for (const ask of askSchedule({ ...options, ...changes }, sectors)) {
    if (asks.length === count) break;
    asks.push(ask);
  }
  return asks;
}

describe('askSchedule', () => {
  it('lets each agent ask at a steady pace, all in the order of time', () => {
    const asks = take(20 * 10);
    expect(asks.map(({ atMs }) => atMs)).toEqual(asks.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    for (let agent = 1; agent <= 20; agent += 1) {
      const own = asks.filter(({ agentId }) => agentId === `agent-${agent}`).map(({ atMs }) => atMs);
      expect(own).toHaveLength(10);
      expect(own[0]).toBeLessThan(1_000);
      own.slice(1).forEach((atMs, index) => expect(atMs - own[index]!).toBeCloseTo(1_000, 6));
    }
  });

  it('asks about known worlds as often as it was told, and never twice about a new one', () => {
    const asks = take(20_000, { hitRate: 0.7 });
    const known = asks.filter(({ isKnown }) => isKnown);
    expect(known.length / asks.length).toBeCloseTo(0.7, 1);
    expect(new Set(known.map(({ sector }) => sector))).toEqual(new Set(Array.from({ length: 50 }, (_, sector) => sector)));
    const fresh = asks.filter(({ isKnown }) => !isKnown).map(({ sector }) => sector);
    expect(fresh).toEqual(fresh.map((_, index) => 1_000 + index));
  });

  it.each([
    [0, false],
    [1, true],
  ])('takes a hit rate of %d at its word', (hitRate, isKnown) => {
    expect(take(500, { hitRate }).every((ask) => ask.isKnown === isKnown)).toBe(true);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(take(100)).toEqual(take(100));
    expect(take(100)).not.toEqual(take(100, { seed: 1 }));
  });
});
