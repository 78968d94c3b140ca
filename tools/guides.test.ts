import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageBlocks } from './src/examples/examples-of-package.ts';
import { workspaceRoot } from './src/workspace/packages.ts';
import { runProgram } from './src/workspace/run-program.ts';

const guide = join(workspaceRoot, 'docs/integrate-in-15-minutes.md');
let folder = '';

/** Makes an empty folder, as a reader would, and pastes the files of a page into it. */
async function paste(page: string): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'guide-'));
  await symlink(join(workspaceRoot, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const { pastedInto, code } of pageBlocks(page)) if (pastedInto !== undefined) await writeFile(join(folder, pastedInto), code);
}

/** Runs a file in the reader's folder. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const program = [join(workspaceRoot, 'node_modules/tsx/dist/cli.mjs'), '--conditions=@planweave/source', ...args];
  return runProgram(process.execPath, program, { cwd: folder, env: { ...process.env, NODE_OPTIONS: '', OLLAMA_MODEL: '', ...env } });
}

describe('the guide to integration, pasted into an empty folder', () => {
  beforeAll(() => paste(guide));

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('passes its own tests', async () => {
    const { isOk, output } = await run(['--test', 'farm.test.ts']);
    expect({ isOk, output }).toMatchObject({ isOk: true });
    expect(output).toMatch(/^ok 1 - farm keeps the PlanDomain contract$/m);
    expect(output).toMatch(/^ok 2 - plans what is legal/m);
  });

  it('has tests that find a rule that is broken', async () => {
    const farm = await readFile(join(folder, 'farm.ts'), 'utf8');
    const broken = farm.replace('createPlan([...fetch, ...walk', 'createPlan([...walk');
    expect(broken).not.toBe(farm);
    await writeFile(join(folder, 'farm.ts'), broken);
    const { isOk, output } = await run(['--test', 'farm.test.ts']);
    await writeFile(join(folder, 'farm.ts'), farm);
    expect(output).toMatch(/not ok \d+ - the heuristic is never empty, always legal/);
    expect(isOk).toBe(false);
  });

  it('prints what it shows when there is no server', async () => {
    const host = await closedAddress();
    const { stdout } = await run(['play.ts'], { OLLAMA_HOST: host });
    const shown = /```text\n([\s\S]*?)```/.exec(await readFile(guide, 'utf8'))?.[1] ?? '(nothing is shown)';
    expect(stdout.slice(0, shown.length)).toBe(shown.replace('http://127.0.0.1:11434', host).slice(0, shown.length));
  });

  it('follows a model, remembers its plan and goes on with it', async () => {
    const testing = (await import(join(workspaceRoot, 'packages/testing/src/index.ts'))) as FakeServers;
    const fake = await testing.startFakeOllama({ models: ['phi3:mini'], reply: () => '{"steps":[{"act":"Fill"},{"act":"Walk","to":"kale"},{"act":"Water"}]}' });
    const { stdout } = await run(['play.ts'], { OLLAMA_HOST: fake.url });
    await fake.stop();
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'a plan of 3 steps by llm ',
      'a minute later: cache',
      '0: Fill (cache)',
      '1: Walk kale (cache)',
      '2: Water (cache)',
    ]);
  });
});

describe('what one may write oneself, pasted into an empty folder', () => {
  beforeAll(() => paste(join(workspaceRoot, 'docs/write-your-own.md')));

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['adapter.test.ts', 'LanguageModel'],
    ['store.test.ts', 'PlanCacheStore'],
    ['policy.test.ts', 'Policy'],
  ])('%s keeps the contract of a %s', async (file, contract) => {
    const { isOk, output } = await run(['--test', file]);
    expect({ isOk, output }).toMatchObject({ isOk: true });
    expect(output).toMatch(new RegExp(`^ok \\d+ - .* keeps the ${contract} contract$`, 'm'));
  });
});

describe('the page on models and classical AI', () => {
  it('shows the plans that the strategies make', async () => {
    const page = await readFile(join(workspaceRoot, 'docs/model-or-classical-ai.md'), 'utf8');
    folder = workspaceRoot;
    const { stdout } = await run(['tools/compare-strategies.ts']);
    // the last column is a time
    const rows = stdout.trim().split('\n').map((row) => row.replace(/[^|]+\|$/, ''));
    expect(rows).toHaveLength(6);
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });
});

interface FakeServers {
  startFakeOllama(options: { readonly models: readonly string[]; readonly reply: () => string }): Promise<{ readonly url: string; stop(): Promise<void> }>;
}

/** An address of this machine at which nobody listens. */
async function closedAddress(): Promise<string> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}
