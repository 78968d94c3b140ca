import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { runProgram } from '../workspace/run-program.ts';
import { checkConsumer } from './check-consumer.ts';
import type { PackedPackage } from './pack-packages.ts';
import { realCall } from './real-call.ts';

/** One thing that is wrong with a package. */
export interface PackageProblem {
  /** Which check found it: `'esm call'`, `'publint'`. */
  readonly check: string;
  readonly output: string;
}

/** Where a check takes place. */
export interface CheckPlace {
  readonly root: string;
  /** An empty folder outside the workspace. */
  readonly scratch: string;
  readonly registryUrl: string;
}

/** Every way in which a packed package would disappoint the person who installs it alone. */
export async function checkPackage(packed: PackedPackage, { root, scratch, registryUrl }: CheckPlace): Promise<PackageProblem[]> {
  const { name } = packed.from.manifest;
  let call: string;
  try {
    call = realCall(packed.from, root);
  } catch (error) {
    return [{ check: 'call', output: (error as Error).message }];
  }
  const projects = join(scratch, packed.from.folder);
  const shared = { name, call, registryUrl, root };
  const esm = await checkConsumer({ ...shared, module: 'esm', cwd: join(projects, 'esm') });
  const isInstalled = esm.failure?.check !== 'install';
  const cjs = isInstalled ? await checkConsumer({ ...shared, module: 'cjs', cwd: join(projects, 'cjs'), installedIn: join(projects, 'esm') }) : esm;
  const failures = (isInstalled ? [esm, cjs] : [esm]).flatMap(({ module, failure }) => (failure === undefined ? [] : [{ check: `${module} ${failure.check}`, output: failure.output }]));
  const isAlike = failures.length > 0 || esm.exportedNames.toSorted().join() === cjs.exportedNames.toSorted().join();
  return [
    ...failures,
    ...(isAlike ? [] : [{ check: 'exports', output: `import gives ${esm.exportedNames.join()}; require gives ${cjs.exportedNames.join()}` }]),
    ...(await publintProblems(packed)),
    ...(await attwProblems(packed, root)),
  ];
}

async function publintProblems({ tarball }: PackedPackage): Promise<PackageProblem[]> {
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: new Uint8Array(tarball).buffer } });
  return messages.map((message) => ({ check: 'publint', output: formatMessage(message, pkg, { color: false }) ?? message.code }));
}

async function attwProblems({ file }: PackedPackage, root: string): Promise<PackageProblem[]> {
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  const { isOk, output } = await runProgram(process.execPath, [attw, file, '--format', 'ascii', '--no-color', '--no-emoji'], { cwd: root });
  return isOk ? [] : [{ check: 'attw', output }];
}
