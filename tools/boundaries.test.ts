import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPackages, runtimeDependencies, workspaceRoot, type WorkspacePackage } from './src/workspace/packages.ts';
import { runProgram } from './src/workspace/run-program.ts';

/** Whom a package may import, by its tag. Arrows point to the spec; blocks and adapters never see each other; adapters over HTTP share one transport. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'type:spec': [],
  'type:block': ['type:spec'],
  'type:transport': ['type:spec'],
  'type:adapter': ['type:spec', 'type:transport'],
  'type:domain': ['type:spec'],
  'type:testkit': ['type:spec'],
  'type:facade': ['type:spec', 'type:block'],
};

const packages = readPackages();

function tagOf({ manifest }: WorkspacePackage): string {
  return manifest.nx?.tags?.find((tag) => tag.startsWith('type:')) ?? '(none)';
}

function isAllowed(from: WorkspacePackage, to: WorkspacePackage): boolean {
  return mayImport[tagOf(from)]?.includes(tagOf(to)) === true;
}

describe.each(packages)('$manifest.name', (one) => {
  const { folder, path, manifest } = one;

  it('has its tag, and depends on nobody whom that tag may not see', () => {
    expect(Object.keys(mayImport)).toContain(tagOf(one));
    const siblings = packages.filter((other) => runtimeDependencies(manifest).includes(other.manifest.name));
    expect(siblings.filter((other) => !isAllowed(one, other)).map((other) => other.manifest.name)).toEqual([]);
  });

  it('has a README and a licence of its own, which npm publishes', () => {
    expect(['README.md', 'LICENSE'].filter((file) => !existsSync(join(path, file)))).toEqual([]);
  });

  it('has one entry, in both module systems, with types, and the source for this workspace', () => {
    expect(manifest.exports).toEqual({
      '.': {
        '@planweave/source': './src/index.ts',
        import: { types: './dist/index.d.ts', default: './dist/index.js' },
        require: { types: './dist/index.d.cts', default: './dist/index.cjs' },
      },
      './package.json': './package.json',
    });
    expect(JSON.stringify(manifest.exports)).toMatch(/^\{"\.":\{"@planweave\/source"/); // the first condition wins
  });

  it('can be dropped by a bundler, and is named after its folder', () => {
    expect(manifest).toMatchObject({ name: `@planweave/${folder}`, sideEffects: false, files: expect.arrayContaining(['dist', 'src']) as unknown });
  });

  it('asks for published versions of what it needs, and for this workspace only where it is tested', () => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies });
    expect(ranges.filter(([, range]) => !/^[\^~>]/.test(range))).toEqual([]);
  });
});

describe('the import rules of lint', () => {
  let fixture = '';
  let complaints: readonly string[] = [];

  // a copy of the workspace's shape with nothing in it but imports, one file an arrow, under the real configuration
  beforeAll(async () => {
    fixture = await mkdtemp(join(tmpdir(), 'boundaries-'));
    const config = JSON.parse(await readFile(join(workspaceRoot, '.oxlintrc.json'), 'utf8')) as Record<string, unknown>;
    const { $schema: _, ...rules } = config;
    await writeFile(join(fixture, '.oxlintrc.json'), JSON.stringify({ ...rules, options: {} }));
    for (const from of packages) {
      const source = join(fixture, 'packages', from.folder, 'src/deep');
      await mkdir(source, { recursive: true });
      for (const to of packages) {
        await writeFile(join(source, `${to.folder}.ts`), `export * from '@planweave/${to.folder}';\n`);
        await writeFile(join(source, `${to.folder}.test.ts`), `export * from '@planweave/${to.folder}';\n`);
        await writeFile(join(source, `${to.folder}-by-path.ts`), `export * from '../../../${to.folder}/src/index.ts';\n`);
        await writeFile(join(source, `${to.folder}-by-path.test.ts`), `export * from '../../../${to.folder}/src/index.ts';\n`);
      }
    }
    complaints = await restrictedImports(fixture);
  }, 60_000);

  afterAll(() => rm(fixture, { recursive: true, force: true }));

  it.each(packages)('let $folder import exactly whom its tag may see', (from) => {
    const refused = packages.filter((to) => complaints.includes(`packages/${from.folder}/src/deep/${to.folder}.ts`));
    expect(refused).toEqual(packages.filter((to) => !isAllowed(from, to)));
  });

  it('let tests import everybody by name', () => {
    expect(complaints.filter((file) => file.endsWith('.test.ts') && !file.includes('-by-path'))).toEqual([]);
  });

  it('let nobody, tests included, reach into another package by path', () => {
    expect(complaints.filter((file) => file.includes('-by-path'))).toHaveLength(2 * packages.length ** 2);
  });

  it('hold as well when lint runs in the folder of one package', async () => {
    const inside = await restrictedImports(join(fixture, 'packages/prompt-cache'));
    expect(inside).toContain('src/deep/prompt-builder.ts');
    expect(inside).not.toContain('src/deep/core-types.ts');
  });

  it('turn the command red', async () => {
    const [allowed, forbidden] = await Promise.all(
      ['core-types.ts', 'prompt-builder.ts'].map((file) => runProgram(process.execPath, [oxlint, `packages/prompt-cache/src/deep/${file}`], { cwd: fixture })),
    );
    expect([allowed?.isOk, forbidden?.isOk]).toEqual([true, false]);
  });
});

const oxlint = join(workspaceRoot, 'node_modules/oxlint/bin/oxlint');

/** The files, relative to the folder, of which lint says that they import what they may not. */
async function restrictedImports(cwd: string): Promise<string[]> {
  const { stdout, output } = await runProgram(process.execPath, [oxlint, '--format=json'], { cwd });
  if (!stdout.startsWith('{')) throw new Error(`oxlint did not run: ${output}`);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  return diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename }) => filename);
}
