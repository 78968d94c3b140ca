import { execFile } from 'node:child_process';

/** What a program did. */
export interface ProgramResult {
  readonly isOk: boolean;
  readonly stdout: string;
  /** Everything it printed, for a report of a failure. */
  readonly output: string;
}

/** Where and with what a program runs. */
export interface ProgramOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds until it is killed. @default 120_000 */
  readonly timeoutMs?: number;
}

/** Runs a program to its end. A failure is a result, not an exception. */
export function runProgram(command: string, args: readonly string[], { cwd, env, timeoutMs = 120_000 }: ProgramOptions): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd, env, timeout: timeoutMs, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const why = error === null ? '' : error.killed === true ? `\n${command} was stopped after ${timeoutMs} ms` : `\n${command} ended with ${error.code ?? error.signal}`;
      resolve({ isOk: error === null, stdout, output: `${stdout}${stderr}${why}`.trim() });
    });
    child.stdin?.end();
  });
}
