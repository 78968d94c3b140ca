import { CancelledError } from '@planweave/core-types';
import { Command } from 'commander';
import { ratio } from '../cli/ratio.ts';
import type { Surroundings } from '../cli/surroundings.ts';
import { wholeNumber } from '../cli/whole-number.ts';
import { renderProgress } from './report/render-progress.ts';
import { renderReport } from './report/render-report.ts';
import { stressReport } from './report/stress-report.ts';
import { runStress } from './run-stress.ts';
import { smallGpu } from './server/server-order.ts';
import { defaultStressOptions, type StressOptions } from './stress-options.ts';

const { agents, durationSeconds, hitRate, budgetMs, everyMs, slots, faultRate, seed } = defaultStressOptions;

const about = `
The agents ask whether or not they have an answer, so the load is agents * 1000 / every-ms plans a second however the planner
does. Each has the whole planner behind it: cache, retry, circuit breaker, admission queue. The model is a fake Ollama server
in a process of its own, so that its work disturbs neither the event loop nor the memory that are measured here: ${slots} slots,
each reading ${smallGpu.prefillTokensPerSecond} and writing ${smallGpu.decodeTokensPerSecond} tokens a second. Ctrl-C ends a run early with exit code 130 and, once it measures, the report so far.`;

/** The flags of `stress`, as commander reads them. */
type StressFlags = Omit<StressOptions, 'durationSeconds'> & { readonly duration: number; readonly json: boolean };

/** The command `stress`. */
export function createStressCommand(surroundings: Surroundings): Command {
  return new Command('stress')
    .description('Let many agents plan at a steady pace, over HTTP with a stand-in for a model on a small GPU, and measure what they get.')
    .option('--agents <n>', 'how many agents plan', wholeNumber('--agents', 1, 100_000), agents)
    .option('--duration <s>', 'seconds to measure, after a warm-up of a tenth of it; 3600 is the marathon', wholeNumber('--duration', 1, 86_400), durationSeconds)
    .option('--hit-rate <share>', 'how often an agent asks about a world that was planned before', ratio('--hit-rate'), hitRate)
    .option('--budget-ms <n>', 'milliseconds until each plan must be there', wholeNumber('--budget-ms', 0, 3_600_000), budgetMs)
    .option('--every-ms <n>', 'milliseconds from one question of an agent to its next, answered or not', wholeNumber('--every-ms', 1, 3_600_000), everyMs)
    .option('--slots <n>', 'how many requests the model server works on at once', wholeNumber('--slots', 1, 1_024), slots)
    .option('--fault-rate <share>', 'how many of the model calls go wrong', ratio('--fault-rate'), faultRate)
    .option('--seed <n>', 'which worlds are asked about, and when', wholeNumber('--seed', 0, 2 ** 31 - 1), seed)
    .option('--json', 'print the whole report as one JSON document and nothing else', false)
    .addHelpText('after', about)
    .action((flags: StressFlags) => stress(flags, surroundings));
}

/**
 * Runs and prints the report, also of a run that was ended by hand.
 *
 * @throws `CancelledError` after Ctrl-C.
 */
async function stress({ duration, json, ...flags }: StressFlags, { print, printError, signal }: Surroundings): Promise<void> {
  printError('Starting the model server and filling the cache ...\n');
  const run = await runStress({ ...flags, durationSeconds: duration }, { signal, onProgress: (progress) => printError(renderProgress(progress)) });
  const report = stressReport(run);
  print(json ? `${JSON.stringify(report, undefined, 2)}\n` : renderReport(report));
  if (run.isInterrupted) throw new CancelledError('queue', signal.reason);
}
