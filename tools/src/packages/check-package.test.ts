import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPackages, workspaceRoot } from '../workspace/packages.ts';
import { checkPackage, type PackageProblem } from './check-package.ts';
import { packPackages } from './pack-packages.ts';
import { throwAwayRegistry } from './throw-away-registry.ts';

const manifest = {
  version: '0.1.0',
  type: 'module',
  license: 'MIT',
  sideEffects: false,
  engines: { node: '>=20.19.0' },
  exports: {
    '.': {
      import: { types: './dist/index.d.ts', default: './dist/index.js' },
      require: { types: './dist/index.d.cts', default: './dist/index.cjs' },
    },
  },
  main: './dist/index.cjs',
  types: './dist/index.d.cts',
  files: ['dist'],
};

/** A package that keeps all its promises. */
function sound(name: string): Record<string, string> {
  return {
    'package.json': JSON.stringify({ name: `@fixture/${name}`, ...manifest }),
    'README.md': `\`\`\`ts\nimport { double } from '@fixture/${name}';\n\ndouble(2); //=> 4\n\`\`\`\n`,
    'dist/index.js': 'export function double(n) {\n  return 2 * n;\n}\n',
    'dist/index.cjs': 'module.exports = { double: (n) => 2 * n };\n',
    'dist/index.d.ts': 'export declare function double(n: number): number;\n',
    'dist/index.d.cts': 'export declare function double(n: number): number;\n',
  };
}

const packages: Record<string, Record<string, string>> = {
  sound: sound('sound'),
  // wrong types for ES modules, a wrong value in CommonJS, and no types for CommonJS
  broken: {
    ...sound('broken'),
    'dist/index.d.ts': 'export declare function double(n: string): number;\n',
    'dist/index.cjs': 'module.exports = { double: (n) => 3 * n };\n',
  },
  'needs-others': { ...sound('needs-others'), 'README.md': "```ts\nimport '@fixture/sound';\n```\n" },
};

let root = '';
const problems = new Map<string, readonly PackageProblem[]>();

describe('checkPackage', () => {
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'check-package-fixture-'));
    await write({ 'package.json': JSON.stringify({ private: true, workspaces: ['packages/*'] }) });
    for (const [name, files] of Object.entries(packages)) {
      await write(Object.fromEntries(Object.entries(files).map(([file, text]) => [`packages/${name}/${file}`, text])));
    }
    await rm(join(root, 'packages/broken/dist/index.d.cts'));
    const packed = await packPackages(readPackages(root), root, root);
    const registry = await throwAwayRegistry(packed);
    for (const one of packed) {
      problems.set(one.from.folder, await checkPackage(one, { root: workspaceRoot, scratch: join(root, 'scratch'), registryUrl: registry.url }));
    }
    registry.close();
  }, 240_000);

  afterAll(() => rm(root, { recursive: true, force: true }));

  it.each<[string, readonly string[]]>([
    ['sound', []],
    ['broken', ['esm bundler', 'cjs call', 'publint', 'attw']],
    ['needs-others', ['call']],
  ])('%s: %j', (name, checks) => {
    expect([...new Set(problems.get(name)?.map(({ check }) => check))]).toEqual(checks);
  });

  it('says what came out instead', () => {
    expect(said('broken', 'esm bundler')).toContain("Argument of type 'number' is not assignable to parameter of type 'string'");
    expect(said('broken', 'cjs call')).toContain('6 !== 4');
    expect(said('needs-others', 'call')).toContain('the README of needs-others needs @fixture/sound');
  });
});

function said(name: string, check: string): string | undefined {
  return problems.get(name)?.find((one) => one.check === check)?.output;
}

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
}
