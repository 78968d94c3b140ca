/**
 * Proves that each package can be picked alone: packs it as for publishing, installs the tarball into an empty ES module
 * project and an empty CommonJS project outside the workspace, loads it, runs one real call, type-checks that call as two
 * kinds of consumers, and asks publint and attw. Names of folders as arguments check those only.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage } from './src/packages/check-package.ts';
import { packPackages } from './src/packages/pack-packages.ts';
import { packageReport, type CheckedPackage } from './src/packages/package-report.ts';
import { throwAwayRegistry, type ThrowAwayRegistry } from './src/packages/throw-away-registry.ts';
import { inParallel } from './src/workspace/in-parallel.ts';
import { readPackages, workspaceRoot } from './src/workspace/packages.ts';

const packages = readPackages();
const wanted = process.argv.length > 2 ? process.argv.slice(2) : packages.map(({ folder }) => folder);
const unknown = wanted.filter((name) => !packages.some(({ folder }) => folder === name));
const built = packages.filter(({ path }) => existsSync(join(path, 'dist/index.js')));
const unbuilt = packages.filter((one) => wanted.includes(one.folder) && !built.includes(one));
const scratch = await mkdtemp(join(tmpdir(), 'check-packages-'));
let registry: ThrowAwayRegistry | undefined;
try {
  if (unknown.length > 0) throw new Error(`There is no package ${unknown.join(', ')}; there are ${packages.map(({ folder }) => folder).join(', ')}.`);
  if (unbuilt.length > 0) throw new Error(`Not built: ${unbuilt.map(({ folder }) => folder).join(', ')}. \`npm run check-packages\` builds first.`);
  const packed = await packPackages(built, workspaceRoot, scratch);
  registry = await throwAwayRegistry(packed);
  const place = { root: workspaceRoot, scratch, registryUrl: registry.url };
  const chosen = packed.filter(({ from }) => wanted.includes(from.folder));
  const checked = await inParallel(chosen, 2, async (one): Promise<CheckedPackage> => ({ packed: one, problems: await checkPackage(one, place) }));
  console.log(packageReport(checked));
  process.exitCode = checked.every(({ problems }) => problems.length === 0) ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  registry?.close();
  await rm(scratch, { recursive: true, force: true });
}
