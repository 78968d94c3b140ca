import { describe, expect, it } from 'vitest';
import { fill } from './fill.ts';

describe('fill', () => {
  it('replaces every placeholder that has a value', () => {
    expect(fill('{a} and {b} and {a}', { a: '1', b: '2' })).toBe('1 and 2 and 1');
  });

  it('leaves what has no value, inherited names included', () => {
    expect(fill('{x} {toString}', {})).toBe('{x} {toString}');
  });

  it('does not read values as templates', () => {
    expect(fill('{a}', { a: '{b} $& $1', b: 'no' })).toBe('{b} $& $1');
  });
});
