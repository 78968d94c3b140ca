import { systemClock } from '@planweave/core-types';
import { Command, Option } from 'commander';
import { givenText } from '../cli/given-text.ts';
import type { Surroundings } from '../cli/surroundings.ts';
import { UsageError } from '../cli/usage-error.ts';
import { wholeNumber } from '../cli/whole-number.ts';
import { playLive } from './live/play-live.ts';
import { startRun } from './planning/arena-run.ts';
import { realBrain, scriptedBrain } from './planning/brain.ts';
import { playTo } from './planning/drive.ts';
import { modes, type Mode } from './planning/mode.ts';
import { compareModes, renderComparison } from './report/compare-modes.ts';
import { renderReport } from './report/render-report.ts';
import { renderTick } from './report/render-tick.ts';
import { reportRun } from './report/run-report.ts';

/** Five minutes of game time. */
const defaultTicks = 1_200;
const defaultSeeds = 50;

/** The flags of `arena`, as commander reads them. */
interface ArenaFlags {
  readonly seed: number;
  readonly ticks: number;
  readonly mode?: Mode;
  readonly host?: string;
  readonly model?: string;
  readonly compare: boolean;
  readonly seeds?: number;
  readonly json: boolean;
}

/** The command `arena`. */
export function createArenaCommand(surroundings: Surroundings): Command {
  return new Command('arena')
    .description('Watch a squad escort its captain past hostiles, every companion with a planner of its own; space pauses, + and - change the speed, q quits.')
    .option('--seed <n>', 'which battlefield and which luck', wholeNumber('--seed', 0, 2 ** 31 - 1), 7)
    .option('--ticks <n>', 'quarters of a second after which it ends at the latest', wholeNumber('--ticks', 0, 1_000_000), defaultTicks)
    .addOption(new Option('--mode <mode>', 'who decides: the heuristics, the model alone, or both (else hybrid)').choices(modes))
    .option('--host <url>', 'an Ollama server to use instead of the scripted model; the run is then not deterministic', givenText('--host'))
    .option('--model <name>', 'the model on that server (else OLLAMA_MODEL, else the first one installed that writes text)', givenText('--model'))
    .option('--compare', 'play the same seeds in every mode and print a table', false)
    .option('--seeds <n>', `how many seeds to compare, from --seed on (else ${defaultSeeds})`, wholeNumber('--seeds', 1, 10_000))
    .option('--json', 'print the whole run, or the comparison, as one JSON document and nothing else', false)
    .action((flags: ArenaFlags) => (flags.compare ? compare(flags, surroundings) : play(flags, surroundings)));
}

/** Plays one run: on the terminal when there is one, else as lines or as one document. */
async function play({ seed, seeds, ticks, mode = 'hybrid', host, model, json }: ArenaFlags, surroundings: Surroundings): Promise<void> {
  if (seeds !== undefined) throw new UsageError('--seeds is for --compare; one run takes --seed');
  if (host !== undefined && mode === 'heuristic') throw new UsageError('--host has no effect with --mode heuristic, which asks no model; leave one of them out');
  if (host === undefined && model !== undefined) throw new UsageError('--model is the name of a model on a server; give --host as well');
  const { print, signal, terminal } = surroundings;
  const brain = host === undefined ? scriptedBrain(mode) : await realBrain({ host, model, seed }, surroundings);
  const run = startRun({ seed, mode, model: brain.model, clock: brain.clock });
  try {
    if (terminal !== undefined && !json) {
      await playLive({ run, brain, lastTick: ticks, terminal, wallClock: systemClock, signal });
    } else {
      let told = 0;
      const onTick = () => {
        print(renderTick(run, told));
        told = run.record.length;
      };
      await playTo(run, brain, { lastTick: ticks, signal, ...(!json && { onTick }) });
    }
    const report = reportRun(run, { model: brain.modelName, isDeterministic: !brain.isRealTime });
    print(json ? `${JSON.stringify(report, undefined, 2)}\n` : renderReport(report));
  } finally {
    run.dispose();
    await brain.close();
  }
}

async function compare({ seed, seeds = defaultSeeds, ticks, mode, host, model, json }: ArenaFlags, { print, printError, signal, terminal }: Surroundings): Promise<void> {
  if (host !== undefined || model !== undefined) throw new UsageError('--compare plays with the scripted model, so that it can be repeated; leave out --host and --model');
  if (mode !== undefined) throw new UsageError('--compare plays every mode; leave out --mode');
  // a line that is written over says little in a file
  const onProgress = (done: number, of: number) => {
    if (terminal !== undefined) printError(`\r${done} of ${of} runs${done === of ? '\n' : ''}`);
    else if (done === of) printError(`${of} runs\n`);
  };
  const results = await compareModes({ firstSeed: seed, seeds, lastTick: ticks, signal, onProgress });
  print(json ? `${JSON.stringify(results, undefined, 2)}\n` : renderComparison(results));
}
