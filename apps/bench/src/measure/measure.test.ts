import { describe, expect, it } from 'vitest';
import { measure } from './measure.ts';

const once = { rounds: 3, batchMs: 0 };

describe('measure', () => {
  it('runs every candidate in every round, turn after turn, and gives a time for each round', async () => {
    const turns: string[] = [];
    const candidate = (name: string) => ({ name, run: (turn: number) => turns.push(`${name}${turn}`), isDone: (length: unknown) => length === turns.length });
    const measurements = await measure([candidate('a'), candidate('b')], once);
    expect(measurements.map(({ name, nanoseconds, calls }) => [name, nanoseconds.length, calls])).toEqual([['a', 3, 1], ['b', 3, 1]]);
    expect(measurements.flatMap(({ nanoseconds }) => nanoseconds).every((time) => time > 0)).toBe(true);
    // how many there are depends on the machine: a batch that was disturbed is done again
    for (const name of ['a', 'b']) {
      const own = turns.filter((turn) => turn.startsWith(name));
      expect(own).toEqual(own.map((_, index) => `${name}${index}`));
      expect(own.length).toBeGreaterThan(once.rounds);
    }
  });

  it('begins each round with another candidate, so that none always comes after the same one', async () => {
    const order: string[] = [];
    const candidate = (name: string) => ({ name, run: () => order.push(name), isDone: () => true });
    await measure([candidate('a'), candidate('b'), candidate('c')], { rounds: 3, batchMs: 0 });
    // several batches of one in a row: looking for a good size, or doing a disturbed one again
    const inTurn = order.filter((name, index) => name !== order[index - 1]);
    // the search, and then three rounds: abc, bca, cab
    expect(inTurn.join('')).toBe('abcabcbcacab');
  });

  it('waits for promises', async () => {
    let running = 0;
    let most = 0;
    const run = async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return 'done';
    };
    await measure([{ name: 'a', run, isDone: (result) => result === 'done' }], { rounds: 2, batchMs: 0.05 });
    expect([running, most]).toEqual([0, 1]);
  });

  it('prepares for exactly the calls that come next', async () => {
    const ready = new Set<number>();
    const unprepared: number[] = [];
    const run = (turn: number) => {
      if (!ready.delete(turn)) unprepared.push(turn);
      return turn;
    };
    const prepare = (firstTurn: number, calls: number) => {
      expect(ready.size).toBe(0);
      for (let turn = firstTurn; turn < firstTurn + calls; turn += 1) ready.add(turn);
    };
    await measure([{ name: 'a', run, prepare, isDone: Number.isInteger }], { rounds: 4, batchMs: 0.01 });
    expect(unprepared).toEqual([]);
  });

  it('fails, with the name and what came back, when the work was not done', async () => {
    await expect(measure([{ name: 'idle', run: () => ({ found: 0 }), isDone: () => false }], once)).rejects.toThrow('idle did not do its work: call 1 gave { found: 0 }');
  });
});
