import { CancelledError, PlanweaveError } from '@planweave/core-types';
import { Command, CommanderError } from 'commander';
import { createArenaCommand } from '../arena/arena-command.ts';
import { defaultBudgetMs, planCommand, type PlanFlags } from '../plan/plan-command.ts';
import { createStressCommand } from '../stress/stress-command.ts';
import { givenText } from './given-text.ts';
import { oneLine } from './one-line.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { wholeNumber } from './whole-number.ts';

const exitCodes = { done: 0, bug: 1, usage: 2, cancelled: 130, terminated: 143 } as const;

/**
 * Runs the demo with the arguments of a command line and returns the exit code: 0 when a plan was made (by whichever
 * way), however the serving of its metrics is then ended; 2 for wrong input; 130 after Ctrl-C, 143 after SIGTERM.
 */
export async function runCli(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const program = createProgram(surroundings);
  try {
    await program.parseAsync(withDefaultCommand(args), { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (CancelledError.isInstance(error)) return surroundings.signal.reason === 'SIGTERM' ? exitCodes.terminated : exitCodes.cancelled;
    if (error instanceof UsageError || PlanweaveError.isInstance(error)) {
      surroundings.printError(`error: ${oneLine(error.message)}\n`);
      return exitCodes.usage;
    }
    surroundings.printError(`This is a bug in the demo: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return exitCodes.bug;
  }
}

/** `npm start` and `npm start -- --json` mean `plan`; `npm start -- --help` means the program. */
function withDefaultCommand(args: readonly string[]): string[] {
  const [first] = args;
  const isPlan = first === undefined || (first.startsWith('-') && first !== '--help' && first !== '-h');
  return isPlan ? ['plan', ...args] : [...args];
}

function createProgram(surroundings: Surroundings): Command {
  const program = new Command('planweave');
  const plan = new Command('plan')
    .description('Plan the next steps of a squad from a world file and show how the plan came about.')
    .option('--world <file>', 'a world file, or the name of one that is shipped', givenText('--world'), 'reference')
    .option('--host <url>', 'the Ollama server to use, and no other (else OLLAMA_HOST, OLLAMA_URL, http://127.0.0.1:11434)', givenText('--host'))
    .option('--model <name>', 'the model to use (else OLLAMA_MODEL, else the first one installed that writes text)', givenText('--model'))
    .option('--budget-ms <n>', `milliseconds until the plan must be there (else LLM_TIMEOUT_MS, else ${defaultBudgetMs})`, wholeNumber('--budget-ms', 0, 3_600_000))
    .option('--seed <n>', 'makes a run repeat as far as the model does', wholeNumber('--seed', 0, 2 ** 31 - 1), 0)
    .option('--json', 'print the whole outcome as one JSON document and nothing else', false)
    .option('--telemetry', 'print what was counted and timed at the end (with --json, on the standard error)', false)
    .option('--metrics-port <n>', 'serve the same to Prometheus on this machine until Ctrl-C; 0 for any free port', wholeNumber('--metrics-port', 0, 65_535))
    .action((flags: PlanFlags) => planCommand(flags, surroundings));
  const stress = createStressCommand(surroundings);
  const arena = createArenaCommand(surroundings);
  program
    .description('Planweave turns a world snapshot and a deadline into a legal plan.')
    .addCommand(plan)
    .addCommand(stress)
    .addCommand(arena)
    .helpCommand(false)
    .addHelpText('after', () => `\nWithout a command, plan is run:\n\n${plan.helpInformation()}`);
  for (const command of [program, plan, stress, arena]) {
    command
      .exitOverride()
      .allowExcessArguments(false)
      .configureOutput({
        writeOut: surroundings.print,
        // commander puts its suggestion on a second line; an error of ours is one line
        writeErr: (text) => surroundings.printError(`${text.trim().replaceAll(/\s*\n\s*/g, ' ')}\n`),
        getOutHelpWidth: () => surroundings.columns,
      });
  }
  return program;
}
