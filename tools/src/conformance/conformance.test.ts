import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspaceRoot } from '../workspace/packages.ts';
import { conformancePage, conformanceProblems } from './conformance-page.ts';
import { findProofs, proofsOf, type Proof } from './find-proofs.ts';
import { traps, vectors } from './promises.ts';

describe('docs/conformance.md', () => {
  const proofs = findProofs(workspaceRoot);

  it('is what `npm run conformance` writes', async () => {
    expect(await readFile(join(workspaceRoot, 'docs/conformance.md'), 'utf8')).toBe(conformancePage({ proofs }));
  });

  it('lists 34 traps and 22 vectors, each with a test or the reason for none', () => {
    expect([traps.length, vectors.length]).toEqual([34, 22]);
    expect(conformanceProblems({ proofs })).toEqual([]);
  });
});

describe('conformanceProblems', () => {
  const promised = { traps: [{ id: 'T1', what: 'One.' }], vectors: [{ id: 'V1', what: 'Two.', notBuilt: 'why' }] };

  it.each([
    [[], ['T1 has no test: One.']],
    [[proof('T1')], []],
    [[proof('T1'), proof('V1')], ['V1 is said not to be built, but has a test']],
    [[proof('T1'), proof('T35')], ['packages/a/src/a.test.ts names T35, which does not exist']],
  ])('%j: %j', (proofs, expected) => {
    expect(conformanceProblems({ promised, proofs })).toEqual(expected);
  });

  it('does not let a title break the table', () => {
    const page = conformancePage({ promised, proofs: [{ ...proof('T1'), title: 'a | b [c]\nd' }] });
    expect(page).toContain(String.raw`| T1 | One. | [a \| b \[c\] d](../packages/a/src/a.test.ts) |`);
  });
});

describe('proofsOf', () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ["it('T4: makes no call', () => {})", [['T4', 'makes no call']]],
    ["test('V19, T14: opens', () => {})", [['V19,T14', 'opens']]],
    ["it.each([1, 2])('T30: %j is no plan', () => {})", [['T30', '%j is no plan']]],
    ["it.each([['V1', 1], ['V2', 2]] as const)('%s: stays within', () => {})", [['V1', 'stays within'], ['V2', 'stays within']]],
    ["it.each([['T13: timeouts', 1], ['other', 2]])('never opens for %s', () => {})", [['T13', 'timeouts']]],
    ["const cases = { 'T1, C65: of ten calls': () => {} };", [['T1,C65', 'of ten calls']]],
    ["it.skip('T4: some day', () => {})", []],
    ["elsewhere('T28: is found out', 'why')", []],
    ["const skip = { 'T3, C61: a stream': 'why' };", []],
    ["contract({ skip: { 'T3: a stream': 'why' } });", []],
    ["const text = 'T19: hold until hp 95';", []],
    ["it.each([['T19: hold', 1]])('no %f here', () => {})", []],
    ["it('knows T4', () => {})", []],
  ])('%s', (code, expected) => {
    expect(titles(code)).toEqual(expected);
  });
});

function proof(id: string): Proof {
  return { ids: [id], title: 'a test', file: 'packages/a/src/a.test.ts' };
}

function titles(code: string): string[][] {
  return proofsOf('a.test.ts', code).map(({ ids, title }) => [ids.join(), title]);
}
