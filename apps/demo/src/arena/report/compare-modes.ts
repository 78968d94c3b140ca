import Table from 'cli-table3';
import { startRun } from '../planning/arena-run.ts';
import { scriptedBrain } from '../planning/brain.ts';
import { playTo } from '../planning/drive.ts';
import { modes, type Mode } from '../planning/mode.ts';

/** How one mode did over all seeds. */
export interface ModeResult {
  readonly mode: Mode;
  readonly runs: number;
  readonly objectiveReached: number;
  /** Hit points that our side lost, per run. */
  readonly meanDamageTaken: number;
  /** Ticks per run; a run that does not end counts with all its ticks. */
  readonly meanTicks: number;
}

/** What {@link compareModes} needs. */
export interface CompareOptions {
  /** Seeds `firstSeed`, `firstSeed + 1` … */
  readonly firstSeed: number;
  readonly seeds: number;
  readonly lastTick: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}

/** Plays the same seeds in every mode. */
export async function compareModes({ firstSeed, seeds, lastTick, signal, onProgress }: CompareOptions): Promise<readonly ModeResult[]> {
  const results: ModeResult[] = [];
  for (const mode of modes) {
    let [objectiveReached, damage, ticks] = [0, 0, 0];
    for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
      const { ending, damageTaken, tick } = await outcomeOf(mode, seed, lastTick, signal);
      if (ending === 'reached') objectiveReached += 1;
      damage += damageTaken;
      ticks += tick;
      onProgress?.(results.length * seeds + seed - firstSeed + 1, modes.length * seeds);
    }
    results.push({ mode, runs: seeds, objectiveReached, meanDamageTaken: damage / seeds, meanTicks: ticks / seeds });
  }
  return results;
}

async function outcomeOf(mode: Mode, seed: number, lastTick: number, signal: AbortSignal) {
  const brain = scriptedBrain(mode);
  const run = startRun({ seed, mode, model: brain.model, clock: brain.clock });
  try {
    await playTo(run, brain, { lastTick, signal });
    return run.game;
  } finally {
    run.dispose();
    await brain.close();
  }
}

/** The results as a table. */
export function renderComparison(results: readonly ModeResult[]): string {
  const table = new Table({ head: ['mode', 'objective reached', 'damage taken', 'ticks'], style: { head: [], border: [] }, colAligns: ['left', 'right', 'right', 'right'] });
  for (const { mode, runs, objectiveReached, meanDamageTaken, meanTicks } of results) {
    table.push([mode, `${objectiveReached} of ${runs}`, meanDamageTaken.toFixed(0), meanTicks.toFixed(0)]);
  }
  return `${table.toString()}\nDamage and ticks are means over the seeds; llm holds still until the model has answered.\n`;
}
