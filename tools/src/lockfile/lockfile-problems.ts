/** The parts of an npm lockfile (version 2 or 3) that are checked. */
export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * What keeps a lockfile from installing everywhere, one sentence each.
 *
 * Native packages list one optional dependency a platform. When a registry lacks one of them, `npm install` writes a
 * lockfile without it and says nothing; `npm ci` then fails, or another platform gets no binary. A `resolved` address
 * ties every user to the registry that one of us happened to use.
 */
export function lockfileProblems({ packages }: Lockfile): string[] {
  return Object.entries(packages).flatMap(([path, locked]) => [
    ...Object.entries(locked.optionalDependencies ?? {})
      .filter(([name]) => !isLocked(packages, path, name))
      .map(([name, range]) => `${path}@${locked.version} promises ${name}@${range}, which is not locked; pin a version of it whose platform packages are all published`),
    ...(/^https?:/.test(locked.resolved ?? '') ? [`${path} is tied to ${locked.resolved}; run npm install with omit-lockfile-registry-resolved=true`] : []),
  ]);
}

/** Looks where Node would: in the package's own node_modules, then in those of the folders around it. */
function isLocked(packages: Lockfile['packages'], from: string, name: string): boolean {
  for (let folder = from; ; folder = parentOf(folder)) {
    if (packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}

function parentOf(folder: string): string {
  const end = folder.lastIndexOf('/node_modules/');
  return end > 0 ? folder.slice(0, end) : '';
}
