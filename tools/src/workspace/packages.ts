import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder that holds this workspace. */
export const workspaceRoot = resolve(import.meta.dirname, '../../..');

/** The parts of a package.json that the tools read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly sideEffects?: boolean;
  readonly exports?: unknown;
  readonly files?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly nx?: { readonly tags?: readonly string[] };
}

/** One folder under `packages/`. */
export interface WorkspacePackage {
  /** The folder's name, which is the package's name without its scope. */
  readonly folder: string;
  /** The folder's absolute path. */
  readonly path: string;
  readonly manifest: Manifest;
}

/** Every folder under `packages/` that has a package.json, in alphabetical order. */
export function readPackages(root = workspaceRoot): WorkspacePackage[] {
  return readdirSync(join(root, 'packages'))
    .map((folder) => ({ folder, path: join(root, 'packages', folder) }))
    .filter(({ path }) => existsSync(join(path, 'package.json')))
    .map(({ folder, path }) => ({ folder, path, manifest: JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest }));
}

/** What a user of the package gets with it: dependencies and peers, by name. */
export function runtimeDependencies(manifest: Manifest): string[] {
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
}
