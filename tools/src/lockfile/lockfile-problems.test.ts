import { describe, expect, it } from 'vitest';
import { lockfileProblems } from './lockfile-problems.ts';

const native = { version: '1.0.0', optionalDependencies: { 'native-linux': '1.0.0', 'native-mac': '1.0.0' } };

describe('lockfileProblems', () => {
  it('accepts a lockfile that holds every platform of a native package', () => {
    const packages = { 'node_modules/native': native, 'node_modules/native-linux': {}, 'node_modules/native-mac': {} };
    expect(lockfileProblems({ packages })).toEqual([]);
  });

  it('names a platform that is missing', () => {
    const packages = { 'node_modules/native': native, 'node_modules/native-linux': {} };
    expect(lockfileProblems({ packages })).toEqual([expect.stringContaining('promises native-mac@1.0.0, which is not locked')]);
  });

  it('finds a platform package that is nested, and one in a folder around it', () => {
    const packages = {
      'node_modules/tool/node_modules/native': native,
      'node_modules/tool/node_modules/native/node_modules/native-linux': {},
      'node_modules/tool/node_modules/native-mac': {},
    };
    expect(lockfileProblems({ packages })).toEqual([]);
  });

  it('does not take the package of a neighbour for its own', () => {
    const packages = { 'node_modules/native': native, 'node_modules/native-linux': {}, 'node_modules/tool/node_modules/native-mac': {} };
    expect(lockfileProblems({ packages })).toHaveLength(1);
  });

  it('names an address of a registry, but not the folder of a workspace', () => {
    const packages = { 'node_modules/a': { resolved: 'https://registry.example/a.tgz' }, 'node_modules/b': { resolved: 'packages/b' } };
    expect(lockfileProblems({ packages })).toEqual([expect.stringContaining('node_modules/a is tied to https://registry.example/a.tgz')]);
  });
});
