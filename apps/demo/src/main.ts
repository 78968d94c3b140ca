import { runCli } from './cli/run-cli.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
// a reader that has seen enough (`npm start | head`) is no error
process.stdout.on('error', () => process.exit(0));

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  workingFolder: process.env['INIT_CWD'] ?? process.cwd(),
  print: (text) => void process.stdout.write(text),
  printError: (text) => void process.stderr.write(text),
  columns: process.stdout.columns ?? 100,
  standInPace: 'local',
  signal: stop.signal,
});
