import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inParallel } from '../workspace/in-parallel.ts';
import { runProgram } from '../workspace/run-program.ts';
import { assertClaims } from './assert-claims.ts';
import type { CodeBlock } from './code-blocks.ts';
import type { PlacedProblem } from './documentation-problems.ts';

/** The examples that belong to one folder. */
export interface ExampleOwner {
  /** The folder whose dependencies the examples may import. */
  readonly path: string;
  readonly blocks: readonly CodeBlock[];
}

/** An example as a file that can be checked and run. */
interface ExampleFile {
  readonly block: CodeBlock;
  readonly path: string;
}

/** Type-checks and runs every example, and gives what is wrong at the line of the document where it stands. */
export async function exampleProblems(owners: readonly ExampleOwner[], root: string): Promise<PlacedProblem[]> {
  const problems: PlacedProblem[] = [];
  const files: { readonly owner: ExampleOwner; readonly examples: readonly ExampleFile[] }[] = [];
  for (const owner of owners) files.push({ owner, examples: await writeExamples(owner, problems) });
  const all = files.flatMap(({ examples }) => examples);
  const [typeProblems, runProblems] = await Promise.all([
    compile(all, root),
    inParallel(files, 2, ({ owner, examples }) => runExamples(owner, examples.filter(({ block }) => block.isRun), root)),
  ]);
  await Promise.all(owners.map((owner) => rm(cacheOf(owner), { recursive: true, force: true })));
  return [...problems, ...typeProblems, ...runProblems.flat()];
}

/** Inside node_modules, which no other tool reads, yet where packages are found by name as from the folder itself. */
function cacheOf({ path }: ExampleOwner): string {
  return join(path, `node_modules/.cache/examples-${process.pid}`);
}

async function writeExamples(owner: ExampleOwner, problems: PlacedProblem[]): Promise<ExampleFile[]> {
  const cache = cacheOf(owner);
  await rm(cache, { recursive: true, force: true });
  await mkdir(cache, { recursive: true });
  await writeFile(join(cache, 'package.json'), '{"type":"module"}');
  const files: ExampleFile[] = [];
  for (const [index, block] of owner.blocks.entries()) {
    try {
      // files of one document find one another, and those of two documents may have the same name
      const path = join(cache, block.pastedInto === undefined ? `example-${index + 1}.mts` : join(basename(block.file), block.pastedInto));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${assertClaims(block.code)}\nexport {};\n`);
      files.push({ block, path });
    } catch (error) {
      problems.push({ file: block.file, line: block.line + (error as { line: number }).line - 1, problem: (error as Error).message });
    }
  }
  return files;
}

async function compile(examples: readonly ExampleFile[], root: string): Promise<PlacedProblem[]> {
  const folder = await mkdtemp(join(tmpdir(), 'check-examples-'));
  const config = join(folder, 'tsconfig.json');
  const compilerOptions = { typeRoots: [join(root, 'node_modules/@types')] };
  await writeFile(config, JSON.stringify({ extends: join(root, 'tsconfig.base.json'), compilerOptions, files: examples.map(({ path }) => path) }));
  const { isOk, output } = await runProgram(process.execPath, [join(root, 'node_modules/@typescript/native/bin/tsc'), '-p', config, '--pretty', 'false'], { cwd: root });
  await rm(folder, { recursive: true });
  const problems = [...output.matchAll(/^(.+?)\((\d+),\d+\): error (TS\d+: .+(?:\n .+)*)/gm)].flatMap(([, file = '', line = '', problem = '']) => {
    const example = examples.find(({ path }) => path === join(root, file) || path === file);
    return example === undefined ? [] : [placed(example, Number(line), problem)];
  });
  // what stands in no example is an error of the packages themselves, and their own type check tells it better
  return isOk || problems.length > 0 || /\(\d+,\d+\): error/.test(output) ? problems : [{ file: config, line: 1, problem: `tsc failed: ${output}` }];
}

async function runExamples(owner: ExampleOwner, examples: readonly ExampleFile[], root: string): Promise<PlacedProblem[]> {
  if (examples.length === 0) return [];
  const cache = cacheOf(owner);
  const runner = join(cache, 'run.mts');
  const report = join(cache, 'report.json');
  await writeFile(runner, runnerProgram(examples.map(({ path }) => pathToFileURL(path).href), report));
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
  const { output } = await runProgram(process.execPath, [tsx, '--conditions=@planweave/source', runner], { cwd: owner.path });
  const text = await readFile(report, 'utf8').catch(() => undefined);
  const [first] = examples;
  if (text === undefined && first !== undefined) {
    return [{ file: first.block.file, line: first.block.line, problem: `an example of ${relative(root, owner.path)} ended the process or never ended: ${output}` }];
  }
  const failures = JSON.parse(text ?? '[]') as { index: number; stack: string }[];
  return failures.flatMap(({ index, stack }) => {
    const example = examples[index];
    return example === undefined ? [] : [placed(example, lineOf(example, stack), stack.split('\n    at ', 1)[0] ?? stack)];
  });
}

/** Runs the examples one after the other, each with 20 seconds, and leaves a report of what they threw. */
function runnerProgram(urls: readonly string[], report: string): string {
  return `import { writeFileSync } from 'node:fs';
const failures: { index: number; stack: string }[] = [];
let running = 0;
const fail = (error: unknown) => failures.push({ index: running, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) });
process.on('uncaughtException', fail);
const late = () => new Promise<never>((_, reject) => { setTimeout(() => reject(new Error('did not end within 20 s')), 20_000).unref(); });
for (const url of ${JSON.stringify(urls)}) {
  await Promise.race([import(url), late()]).catch(fail);
  await new Promise((resolve) => setImmediate(resolve));
  running += 1;
}
writeFileSync(${JSON.stringify(report)}, JSON.stringify(failures));
process.exit();
`;
}

/** The line of an example at which an error left it; the first when it says nothing. */
function lineOf({ path }: ExampleFile, stack: string): number {
  const place = stack.indexOf(`${pathToFileURL(path).href}:`) >= 0 ? `${pathToFileURL(path).href}:` : `${path}:`;
  return Number.parseInt(stack.slice(stack.indexOf(place) + place.length), 10) || 1;
}

function placed({ block }: ExampleFile, line: number, problem: string): PlacedProblem {
  return { file: block.file, line: block.line + line - 1, problem };
}
