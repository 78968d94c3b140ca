import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram, type ProgramResult } from '../workspace/run-program.ts';
import { npmEnvironment } from './npm-environment.ts';
import { asCommonJs, asJavaScript } from './real-call.ts';

/** What is tried in the project of a user, in this order; what follows a failure is not tried. */
type ConsumerCheck = 'install' | 'load' | 'call' | 'bundler' | 'node16';

/** What was tried in one project. */
export interface ConsumerResult {
  readonly module: 'esm' | 'cjs';
  /** Present only after a failure. */
  readonly failure?: { readonly check: ConsumerCheck; readonly output: string };
  /** What the package exports, as the project sees it. */
  readonly exportedNames: readonly string[];
}

/** A package, and the empty project that wants it. */
export interface Consumer {
  readonly name: string;
  readonly module: 'esm' | 'cjs';
  /** A program in TypeScript that uses the package. */
  readonly call: string;
  /** Where the project is made. */
  readonly cwd: string;
  readonly registryUrl: string;
  /** The workspace, for its compiler and the types of Node. */
  readonly root: string;
  /** A project with the same package, whose installed files are copied: what npm installs is the same for both module systems. */
  readonly installedIn?: string | undefined;
}

/** Installs a package into an empty project as a user would, loads it, calls it and type-checks the call. */
export async function checkConsumer(consumer: Consumer): Promise<ConsumerResult> {
  const { module, cwd } = consumer;
  await writeProject(consumer);
  const env = npmEnvironment();
  let exportedNames: string[] = [];
  const checks: Record<ConsumerCheck, () => Promise<ProgramResult>> = {
    install: () => install(consumer, env),
    load: async () => {
      const loaded = await node('load.js');
      if (loaded.isOk) exportedNames = JSON.parse(loaded.stdout) as string[];
      return exportedNames.length > 0 ? loaded : { ...loaded, isOk: false, output: `${loaded.output}\nno exports` };
    },
    call: () => node('call.js'),
    bundler: () => compile('bundler'),
    node16: () => compile('node16'),
  };
  const node = (file: string) => runProgram(process.execPath, ['--throw-deprecation', file], { cwd, env });
  const compile = (kind: string) => runProgram(process.execPath, [join(consumer.root, 'node_modules/@typescript/native/bin/tsc'), '-p', `tsconfig.${kind}.json`], { cwd, env });
  for (const [check, run] of Object.entries(checks) as [ConsumerCheck, () => Promise<ProgramResult>][]) {
    const { isOk, output } = await run();
    if (!isOk) return { module, exportedNames, failure: { check, output } };
  }
  return { module, exportedNames };
}

async function install({ name, cwd, installedIn }: Consumer, env: NodeJS.ProcessEnv): Promise<ProgramResult> {
  if (installedIn === undefined) return runProgram('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', name], { cwd, env });
  await cp(join(installedIn, 'node_modules'), join(cwd, 'node_modules'), { recursive: true });
  return { isOk: true, stdout: '', output: '' };
}

async function writeProject({ name, module, call, cwd, registryUrl, root }: Consumer): Promise<void> {
  const program = module === 'esm' ? call : asCommonJs(call);
  const load = module === 'esm' ? `import * as api from '${name}';` : `const api = require('${name}');`;
  const files = {
    '.npmrc': `${name.split('/')[0]}:registry=${registryUrl}\nstrict-peer-deps=true\n`,
    'package.json': JSON.stringify({ private: true, type: module === 'esm' ? 'module' : 'commonjs' }),
    'load.js': `${load}\nconsole.log(JSON.stringify(Object.keys(api)));\n`,
    'call.js': asJavaScript(program, module),
    'call.ts': program,
    'tsconfig.bundler.json': compilerOptions(root, { module: 'preserve', moduleResolution: 'bundler', skipLibCheck: true }),
    // declarations are the same text for both module systems, and checking those of all dependencies is the slow part
    'tsconfig.node16.json': compilerOptions(root, { module: 'node16', moduleResolution: 'node16', skipLibCheck: module === 'cjs' }),
  };
  await mkdir(cwd, { recursive: true });
  await Promise.all(Object.entries(files).map(([file, text]) => writeFile(join(cwd, file), text)));
}

function compilerOptions(root: string, options: Readonly<Record<string, string | boolean>>): string {
  const typeRoots = [join(root, 'node_modules/@types')];
  return JSON.stringify({ compilerOptions: { target: 'es2022', strict: true, noEmit: true, types: ['node'], typeRoots, ...options }, files: ['call.ts'] });
}
