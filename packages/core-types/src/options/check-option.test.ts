import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors/invalid-option-error.ts';
import { checkCount, checkDuration, checkOption, checkRatio } from './check-option.ts';

describe('checkOption', () => {
  it('gives back what is accepted', () => {
    expect(checkOption('retry', 'mode', 'fast', '"fast" or "slow"', (mode) => mode === 'fast')).toBe('fast');
  });

  it('names owner, option, expectation and value otherwise', () => {
    const check = () => checkOption('retry', 'mode', 'loud', '"fast" or "slow"', (mode) => mode === 'fast');
    expect(check).toThrow(InvalidOptionError);
    expect(check).toThrow('retry: option "mode" must be "fast" or "slow", but is "loud"');
  });
});

describe.each([
  ['checkCount', checkCount, [1, 2, Number.MAX_SAFE_INTEGER], [0, -1, 1.5, NaN, Infinity, 2 ** 53]],
  ['checkDuration', checkDuration, [0, -0, 0.5, 1e308], [-0.1, NaN, Infinity, -Infinity]],
  ['checkRatio', checkRatio, [0, 0.5, 1], [-0.01, 1.01, NaN, Infinity]],
] as const)('%s', (_, check, accepted, refused) => {
  it.each(accepted)('accepts %s', (value) => {
    expect(check('owner', 'name', value)).toBe(value);
  });

  it.each([...refused, '1', '0.5', null, undefined, true, [1], {}, 1n])('refuses %s', (value) => {
    expect(() => check('owner', 'name', value as number)).toThrow(/^owner: option "name" must be /);
  });
});
