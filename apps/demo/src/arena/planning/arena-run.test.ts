import { expect, describe, it } from 'vitest';
import { distance } from '../battlefield/distance.ts';
import type { Game } from '../game/game.ts';
import { reportRun } from '../report/run-report.ts';
import { startRun, type ArenaRun } from './arena-run.ts';
import { scriptedBrain } from './brain.ts';
import { playTo } from './drive.ts';
import { modes, type Mode } from './mode.ts';

async function play(mode: Mode, seed: number, lastTick: number, onTick: (run: ArenaRun) => void = () => undefined): Promise<ArenaRun> {
  const brain = scriptedBrain(mode);
  const run = startRun({ seed, mode, model: brain.model, clock: brain.clock });
  await playTo(run, brain, { lastTick, signal: new AbortController().signal, onTick: () => onTick(run) });
  run.dispose();
  await brain.close();
  return run;
}

const text = (run: ArenaRun) => JSON.stringify(reportRun(run, { model: 'm', isDeterministic: true }));

describe('startRun', () => {
  it.each(modes)('gives the same run for the same seed, whatever ran before, in mode %s', async (mode) => {
    const first = text(await play(mode, 7, 80));
    await play('hybrid', 8, 20);
    expect(text(await play(mode, 7, 80))).toBe(first);
    expect(text(await play(mode, 9, 80))).not.toBe(first);
  });

  it.each(modes)('keeps the laws of the game at every tick, in mode %s', async (mode) => {
    let before: Game | undefined;
    await play(mode, 2, 200, ({ game }) => {
      if (before !== undefined) checkLaws(before, game);
      before = game;
    });
    expect(before?.tick).toBeGreaterThan(50);
  });

  it('asks nobody in heuristic mode, and lets nobody but the model think in llm mode', async () => {
    const alone = await play('heuristic', 7, 100);
    expect(alone.figures().modelCalls).toBe(0);
    expect(new Set(alone.record.map(({ source }) => source))).toEqual(new Set(['fallback']));
    const thinking = await play('llm', 7, 150);
    expect(thinking.record.filter(({ source, step }) => source === 'fallback' && step.act !== 'Wait')).toEqual([]);
    expect(thinking.record.some(({ source }) => source === 'llm')).toBe(true);
  });

  it('plans by model, in time, with calls that wait for one another', async () => {
    const { planner } = reportRun(await play('hybrid', 7, 150), { model: 'm', isDeterministic: true });
    expect(planner.plans.llm).toBeGreaterThan(20);
    expect(planner.longestQueue).toBeGreaterThan(0);
    expect(planner.leastSlackMs).toBeGreaterThanOrEqual(0);
  });

  it('does nothing more once the game is over', async () => {
    const run = await play('hybrid', 7, 1_000);
    expect(run.game.ending).toBe('reached');
    const { tick } = run.game;
    run.tick();
    expect(run.game.tick).toBe(tick);
  });
});

function checkLaws(before: Game, now: Game): void {
  expect(now.tick).toBe(before.tick + 1);
  expect(now.damageTaken).toBeGreaterThanOrEqual(before.damageTaken);
  for (const { pos, hp } of [now.captain, ...now.companions, ...now.foes]) {
    expect(now.field.isOpen(pos.x, pos.y)).toBe(true);
    expect(hp).toBeGreaterThanOrEqual(0);
    expect(hp).toBeLessThanOrEqual(100);
  }
  for (const [index, { pos, ammo, inventory, cooldowns, morale, hp }] of now.companions.entries()) {
    const was = before.companions[index];
    expect([ammo, ...Object.values(inventory), ...Object.values(cooldowns), morale].every((amount) => amount >= 0)).toBe(true);
    // 6 cells a second are the most, and somebody who is down stays where he is
    expect(distance(pos, was?.pos ?? pos)).toBeLessThanOrEqual(2);
    expect(hp === 0 && was?.hp === 0 ? pos : was?.pos).toEqual(was?.pos);
  }
  for (const [index, foe] of now.foes.entries()) {
    expect(distance(foe.pos, before.foes[index]?.pos ?? foe.pos)).toBeLessThanOrEqual(1);
    expect(foe.hp).toBeLessThanOrEqual(before.foes[index]?.hp ?? 0);
  }
  for (const { id, seenAt } of now.sightings) {
    expect(now.foes.some((foe) => foe.id === id && foe.hp > 0)).toBe(true);
    expect(seenAt).toBeLessThanOrEqual(now.tick);
  }
}
