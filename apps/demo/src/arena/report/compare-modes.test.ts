import { CancelledError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { compareModes, renderComparison } from './compare-modes.ts';

describe('compareModes', () => {
  it('finds that the model reaches the objective at least as often as the heuristics do', async () => {
    const progress: number[] = [];
    const results = await compareModes({ firstSeed: 1, seeds: 4, lastTick: 600, signal: new AbortController().signal, onProgress: (done) => progress.push(done) });
    const [heuristic, llm, hybrid] = results;
    expect(results.map(({ mode, runs }) => [mode, runs])).toEqual([['heuristic', 4], ['llm', 4], ['hybrid', 4]]);
    expect(hybrid?.objectiveReached).toBeGreaterThanOrEqual(heuristic?.objectiveReached ?? Infinity);
    expect([heuristic, llm, hybrid].every((result) => (result?.meanTicks ?? 0) > 0 && (result?.meanDamageTaken ?? 0) > 0)).toBe(true);
    expect(progress).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(renderComparison(results)).toMatch(/hybrid\s+│\s+\d of 4/);
  }, 180_000);

  it('can be stopped', async () => {
    await expect(compareModes({ firstSeed: 1, seeds: 1, lastTick: 9, signal: AbortSignal.abort() })).rejects.toThrow(CancelledError);
  });
});
