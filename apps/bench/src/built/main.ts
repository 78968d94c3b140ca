import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { buildCommand, buildPeers } from './build-command.ts';
import { installPeers } from './install-peers.ts';

/**
 * Runs a command of this app as users run our packages: built, not through tsx, which wraps every function that is made
 * in a call that keeps its name, and so slows some of our paths by half. Flags are passed on.
 */
const [command, ...flags] = process.argv.slice(2);
if (command !== 'benches' && command !== 'peers') throw new Error(`There is no command "${command}" to build: it is benches or peers`);
if (command === 'peers') {
  installPeers((message) => console.error(message));
  await buildPeers();
}
// everyone pays for his own garbage: helper threads would still work on a peer's while the next is measured
const settings = command === 'peers' ? ['--single-threaded-gc'] : [];
const child = spawn(process.execPath, [...settings, fileURLToPath(await buildCommand(command)), ...flags], { stdio: 'inherit' });
const [code] = (await once(child, 'exit')) as [number | null];
process.exitCode = code ?? 1;
