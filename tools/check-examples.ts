/**
 * Type-checks and runs every example: the ts blocks of the READMEs, of the pages in `docs/`, and of the JSDoc of all
 * packages. `expression; //=> value` is an assertion; a block marked `ts no-run` is type-checked only. Fails as well when
 * something is exported without a description or an example. Names of folders as arguments check those packages only;
 * `docs` stands for the README of the workspace and its pages.
 */
import { join, relative } from 'node:path';
import { documentationProblems } from './src/examples/documentation-problems.ts';
import { exampleProblems } from './src/examples/example-problems.ts';
import { examplesOfPackage, examplesOfWorkspace } from './src/examples/examples-of-package.ts';
import { readPackages, workspaceRoot } from './src/workspace/packages.ts';

const wanted = process.argv.slice(2);
const paths = readPackages()
  .filter(({ folder }) => wanted.length === 0 || wanted.includes(folder))
  .map(({ path }) => path);
const owners = paths.map(examplesOfPackage);
if (wanted.length === 0 || wanted.includes('docs')) owners.push(examplesOfWorkspace(workspaceRoot));
const examples = owners.flatMap(({ blocks }) => blocks).length;
const problems = [...paths.flatMap((path) => documentationProblems(join(path, 'src/index.ts'))), ...(await exampleProblems(owners, workspaceRoot))];
for (const { file, line, problem } of problems) console.error(`${relative(process.cwd(), file)}:${line} ${problem}`);
console.log(`${examples} examples of ${paths.length} packages, ${problems.length} problems`);
process.exitCode = problems.length === 0 && examples > 0 ? 0 : 1;
