import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPackages } from './src/workspace/packages.ts';

/** An error class, as far as it can be seen from outside its package. */
interface ErrorClass {
  readonly owner: string;
  readonly name: string;
  readonly code: string | undefined;
}

let classes: readonly ErrorClass[] = [];
let listed: readonly string[] = [];

describe('error codes of all packages', () => {
  beforeAll(async () => {
    const apis = await Promise.all(
      readPackages().map(async ({ folder, path }) => ({ folder, api: (await import(join(path, 'src/index.ts'))) as Readonly<Record<string, unknown>> })),
    );
    listed = Object.keys(apis.find(({ folder }) => folder === 'core-types')?.api['errorCodes'] ?? {});
    classes = apis.flatMap(({ folder, api }) =>
      Object.values(api)
        .filter((value) => typeof value === 'function' && value.prototype instanceof Error)
        .map((value) => ({ owner: folder, name: (value as { name: string }).name, code: (value as { code?: string }).code })),
    );
  }, 60_000);

  it('are all listed in errorCodes', () => {
    expect(classes.length).toBeGreaterThan(20);
    expect(classes.filter(({ code }) => code !== undefined && !listed.includes(code))).toEqual([]);
  });

  it('belong to one class each', () => {
    const codes = classes.flatMap(({ code }) => code ?? []);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('are missing from the two abstract bases only', () => {
    expect(classes.filter(({ code }) => code === undefined).map(({ name }) => name)).toEqual(['PlanweaveError', 'ModelError']);
  });

  it('are used, every one', () => {
    const used = new Set(classes.map(({ code }) => code));
    expect(listed.filter((code) => !used.has(code))).toEqual([]);
  });
});
