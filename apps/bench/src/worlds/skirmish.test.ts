import { tacticalDomain } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';
import { planForSkirmish, replyForSkirmish, skirmish, skirmishes } from './skirmish.ts';

describe('skirmish', () => {
  it.each([1, 5, 10, 20, 100])('with %i enemies has another world in each variant, and the plan is legal in all', (enemies) => {
    const worlds = skirmishes(enemies, 1_000);
    expect(worlds[0]?.enemies).toHaveLength(enemies);
    expect(new Set(worlds.map((world) => JSON.stringify(tacticalDomain.canonical(world)))).size).toBe(1_000);
    expect(worlds.flatMap((world) => tacticalDomain.check(world, planForSkirmish.steps)).filter((verdict) => !verdict.isLegal)).toEqual([]);
  });

  it('goes on with later variants, and is the same for the same', () => {
    expect(skirmishes(2, 3, 100_000)).toEqual([skirmish(2, 100_000), skirmish(2, 100_001), skirmish(2, 100_002)]);
    expect(JSON.parse(replyForSkirmish)).toEqual({ steps: planForSkirmish.steps });
  });
});
