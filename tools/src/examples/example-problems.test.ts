import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspaceRoot } from '../workspace/packages.ts';
import { documentationProblems, type PlacedProblem } from './documentation-problems.ts';
import { exampleProblems } from './example-problems.ts';
import { examplesOfPackage } from './examples-of-package.ts';

const readme = `# Fixture

\`\`\`ts
import { fingerprint } from '@planweave/core-types';

fingerprint('a').length; //=> 16
\`\`\`

\`\`\`ts
import { fingerprint } from '@planweave/core-types';

fingerprint('a').length; //=> 17
\`\`\`

\`\`\`ts
const text: string = 5;
\`\`\`

\`\`\`ts
const nothing: { readonly a?: { readonly b: number } } = {};

throw new RangeError('out of range');
\`\`\`

\`\`\`ts no-run
throw new Error('is not run');
\`\`\`

\`\`\`ts
//=> 4
\`\`\`
`;

const source = `/** Said. */
export interface ThingOptions {
  /** Said. */
  readonly said: string;
  readonly unsaid: string;
}

/**
 * Said.
 *
 * @example
 * \`\`\`ts
 * 2 + 2;
 * //=> 5
 * \`\`\`
 */
export function shown() {}

/** Said, but not shown. */
export function unshown() {}

export const bare = 1;

/** Leans on its base. */
export class ThingError extends Error {}
`;

let root = '';
let problems: readonly PlacedProblem[] = [];

describe('exampleProblems and documentationProblems', () => {
  beforeAll(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'examples-fixture-')));
    await mkdir(join(root, 'thing/src'), { recursive: true });
    await symlink(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'));
    await writeFile(join(root, 'tsconfig.base.json'), JSON.stringify({ extends: join(workspaceRoot, 'tsconfig.base.json') }));
    await writeFile(join(root, 'thing/README.md'), readme);
    await writeFile(join(root, 'thing/src/thing.ts'), source);
    await writeFile(join(root, 'thing/src/index.ts'), "export { bare, shown, ThingError, unshown, type ThingOptions } from './thing.ts';\nexport { gone } from './gone.ts';\n");
    problems = await exampleProblems([examplesOfPackage(join(root, 'thing'))], root);
  }, 60_000);

  afterAll(() => rm(root, { recursive: true }));

  it('accepts an example whose claims hold', () => {
    expect(problems.filter(({ line }) => line < 9)).toEqual([]);
  });

  it('finds a claim that does not hold, at its line', () => {
    expect(at('thing/README.md', 12)).toEqual([expect.stringContaining('16 !== 17')]);
  });

  it('finds a wrong type', () => {
    expect(at('thing/README.md', 16)).toEqual([expect.stringContaining("Type 'number' is not assignable to type 'string'")]);
  });

  it('finds an example that throws', () => {
    expect(at('thing/README.md', 22)).toEqual(['RangeError: out of range']);
  });

  it('finds a claim about nothing', () => {
    expect(at('thing/README.md', 30)).toEqual([expect.stringContaining('stands behind no expression')]);
  });

  it('finds a claim in JSDoc that does not hold', () => {
    expect(at('thing/src/thing.ts', 13)).toHaveLength(1);
  });

  it('finds nothing else', () => {
    expect(problems).toHaveLength(5);
  });

  it('finds exports without prose or example, and options without a sentence', () => {
    expect(documentationProblems(join(root, 'thing/src/index.ts')).map(({ problem }) => problem)).toEqual([
      'bare has no description',
      'bare has no @example with a ts block',
      'unshown has no @example with a ts block',
      'ThingOptions.unsaid has no description',
      'gone is not declared in ./gone.ts',
    ]);
  });
});

function at(file: string, line: number): string[] {
  return problems.filter((one) => one.file === join(root, file) && one.line === line).map(({ problem }) => problem);
}
