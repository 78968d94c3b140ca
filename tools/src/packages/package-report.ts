import type { PackageProblem } from './check-package.ts';
import type { PackedPackage } from './pack-packages.ts';

/** A package and what was found in it. */
export interface CheckedPackage {
  readonly packed: PackedPackage;
  readonly problems: readonly PackageProblem[];
}

/** A table of sizes and results, then every problem in full, then one sentence. */
export function packageReport(checked: readonly CheckedPackage[]): string {
  const rows = checked.map(({ packed, problems }) => {
    const result = problems.length === 0 ? 'ok' : `FAIL: ${problems.map(({ check }) => check).join(', ')}`;
    return row(packed.from.manifest.name, kilobytes(packed.packedSize), kilobytes(packed.unpackedSize), result);
  });
  const details = checked.flatMap(({ packed, problems }) => problems.map(({ check, output }) => `\n${packed.from.manifest.name}, ${check}:\n${output}`));
  const passed = checked.filter(({ problems }) => problems.length === 0).length;
  return [
    row('package', 'packed', 'unpacked', 'result'),
    ...rows,
    ...details,
    `\n${passed} of ${checked.length} packages install alone into an ESM and a CommonJS project, load, run a real call,`,
    'type-check under bundler and node16, and are clean in publint --strict and attw.',
  ].join('\n');
}

function row(name: string, packed: string, unpacked: string, result: string): string {
  return `${name.padEnd(28)} ${packed.padStart(10)} ${unpacked.padStart(10)}  ${result}`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
