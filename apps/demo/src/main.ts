import { runCli } from './cli/run-cli.ts';
import { terminalOf } from './cli/terminal.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(signal));
// a reader that has seen enough (`npm start | head`) is no error; a full disk is
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));
process.stderr.on('error', () => undefined);

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  workingFolder: process.env['INIT_CWD'] ?? process.cwd(),
  print: (text) => void process.stdout.write(text),
  printError: (text) => void process.stderr.write(text),
  columns: process.stdout.columns ?? 100,
  terminal: terminalOf(process.stdin, process.stdout),
  standInPace: 'local',
  signal: stop.signal,
});
