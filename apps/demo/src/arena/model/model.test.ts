import { describe, expect, it } from 'vitest';
import { arenaDomain } from '../game/arena-domain.ts';
import { snapshotFor } from '../game/snapshot.ts';
import { startRun } from '../planning/arena-run.ts';
import { scriptedBrain } from '../planning/brain.ts';
import { readPrompt } from './read-prompt.ts';
import { squadTactics } from './squad-tactics.ts';

/** Worlds of a fight, every few ticks. */
function worlds() {
  const brain = scriptedBrain('heuristic');
  const run = startRun({ seed: 5, mode: 'heuristic', model: undefined, clock: brain.clock });
  return Array.from({ length: 300 }, () => {
    run.tick();
    return run.game;
  })
    .filter((_, tick) => tick % 9 === 0)
    .flatMap((game) => game.companions.map((companion) => snapshotFor(game, companion)));
}

const promptText = (world: ReturnType<typeof snapshotFor>) =>
  arenaDomain
    .describe(world, 'full')
    .map(({ name, text }) => `<${name}>\n${text}\n</${name}>`)
    .join('\n');

describe('readPrompt', () => {
  it('finds all that the domain says of a world, and nothing else', () => {
    const all = worlds();
    expect(all.some(({ enemies }) => enemies.length > 2)).toBe(true);
    for (const world of all) expect(arenaDomain.canonical(readPrompt(promptText(world)))).toEqual(arenaDomain.canonical(world));
  });

  it('refuses a prompt without a world', () => {
    expect(() => readPrompt('Tell me a story.')).toThrow('$.player');
  });
});

describe('squadTactics', () => {
  it('is never empty and always legal', () => {
    for (const world of worlds()) {
      const { steps } = squadTactics(world);
      expect(steps.length).toBeGreaterThan(0);
      expect(arenaDomain.check(world, steps).every(({ isLegal }) => isLegal)).toBe(true);
    }
  });
});
