import { describe, expect, it } from 'vitest';
import type { Ask } from './ask-schedule.ts';
import { paceAsks } from './pace-asks.ts';

const asks: readonly Ask[] = Array.from({ length: 20 }, (_, index) => ({ atMs: index, agentId: 'a', sector: index, isKnown: true }));
const quiet = new AbortController().signal;

describe('paceAsks', () => {
  it('asks all that is due, in order, without waiting for an answer', async () => {
    const asked: number[] = [];
    const answers: (() => void)[] = [];
    const ask = ({ sector }: Ask) => {
      asked.push(sector);
      return new Promise<void>((resolve) => void answers.push(resolve));
    };
    const { answered } = await paceAsks(asks, { durationMs: 10, signal: quiet, ask });
    expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let isAnswered = false;
    const over = answered.then(() => (isAnswered = true));
    answers.slice(1).forEach((answer) => answer());
    await Promise.resolve();
    expect(isAnswered).toBe(false);
    answers[0]?.();
    await over;
  });

  it('does not keep answers that came', async () => {
    const after: Ask = { atMs: 40, agentId: 'a', sector: 20, isKnown: true };
    const { answered } = await paceAsks([...asks, after], { durationMs: 30, signal: quiet, ask: async () => {} });
    expect(await answered).toHaveLength(0);
  });

  it('ends when it is told to, in the middle of a wait as well', async () => {
    const stop = new AbortController();
    const asked: number[] = [];
    const late: Ask = { atMs: 3_600_000, agentId: 'a', sector: 20, isKnown: true };
    const ask = async ({ sector }: Ask) => {
      asked.push(sector);
      if (sector === 19) setImmediate(() => stop.abort());
    };
    await paceAsks([...asks, late], { durationMs: 7_200_000, signal: stop.signal, ask });
    expect(asked).toHaveLength(20);
  });
});
