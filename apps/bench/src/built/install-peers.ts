import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Installs the peers, which live outside the workspaces so that nobody has to install them who does not compare, from the
 * npm registry. Does nothing when they are there.
 *
 * @throws `Error` when they cannot be installed.
 */
export function installPeers(tell: (message: string) => void): void {
  const folder = new URL('../../peers/', import.meta.url);
  if (existsSync(new URL('node_modules/.package-lock.json', folder))) return;
  const cwd = fileURLToPath(folder);
  tell(`Installing what is compared with in ${cwd}, about 70 MB, from the npm registry; only this once …`);
  // standard output belongs to the report
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`What is compared with could not be installed: npm ci in ${cwd} ended with code ${status}. Is the npm registry within reach?`);
}
