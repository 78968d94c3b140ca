import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../workspace/run-program.ts';
import type { WorkspacePackage } from '../workspace/packages.ts';
import { npmEnvironment } from './npm-environment.ts';

/** A package as a user downloads it. */
export interface PackedPackage {
  readonly from: WorkspacePackage;
  /** The tarball's absolute path. */
  readonly file: string;
  readonly tarball: Buffer;
  /** Bytes of the tarball. */
  readonly packedSize: number;
  /** Bytes of its files on disk. */
  readonly unpackedSize: number;
}

/**
 * Packs packages as `npm publish` would.
 *
 * @param to - An existing folder for the tarballs.
 * @throws `Error` with npm's output when it fails.
 */
export async function packPackages(packages: readonly WorkspacePackage[], root: string, to: string): Promise<PackedPackage[]> {
  const chosen = packages.flatMap(({ folder }) => ['--workspace', `packages/${folder}`]);
  const { isOk, stdout, output } = await runProgram('npm', ['pack', '--json', '--pack-destination', to, ...chosen], { cwd: root, env: npmEnvironment() });
  if (!isOk) throw new Error(`npm pack failed: ${output}`);
  const reports = Object.values(JSON.parse(stdout) as Record<string, { name: string; filename: string; size: number; unpackedSize: number }>);
  return Promise.all(
    packages.map(async (from) => {
      const report = reports.find(({ name }) => name === from.manifest.name);
      if (report === undefined) throw new Error(`npm pack said nothing about ${from.manifest.name}: ${stdout}`);
      const file = join(to, report.filename);
      return { from, file, tarball: await readFile(file), packedSize: report.size, unpackedSize: report.unpackedSize };
    }),
  );
}
