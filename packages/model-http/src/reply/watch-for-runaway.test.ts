import { describe, expect, it } from 'vitest';
import { watchForRunaway, type RunawayLimits } from './watch-for-runaway.ts';

const after = (piece: string, times: number, limits: RunawayLimits = {}) => {
  const watch = watchForRunaway(limits);
  let problem: string | undefined;
  for (let index = 0; index < times; index += 1) problem ??= watch.push(piece);
  return problem;
};

describe('watchForRunaway', () => {
  it('lets 200 blanks pass, and not one more', () => {
    expect(after('\n\t', 100)).toBeUndefined();
    expect(after('\n\t', 101)).toBe('writes nothing but white space');
    expect(watchForRunaway().push(`{${' '.repeat(201)}`)).toBe('writes nothing but white space');
  });

  it('lets one token pass 100 times, and not once more', () => {
    expect(after(' and', 100)).toBeUndefined();
    expect(after(' and', 101)).toBe('repeats one token without end');
  });

  it('has the limits it is given', () => {
    expect([after(' ', 3, { maxBlanks: 3 }), after(' ', 4, { maxBlanks: 3 })]).toEqual([undefined, 'writes nothing but white space']);
    expect([after('x', 3, { maxRepeats: 3 }), after('x', 4, { maxRepeats: 3 })]).toEqual([undefined, 'repeats one token without end']);
    expect(after(' ', 1_000, { maxBlanks: Infinity, maxRepeats: Infinity })).toBeUndefined();
  });

  it('begins again after anything else', () => {
    const watch = watchForRunaway();
    for (let index = 0; index < 1_000; index += 1) expect(watch.push(index % 90 === 0 ? 'x' : ' ')).toBeUndefined();
  });

  it('does not count pieces without anything in them', () => {
    expect(after('', 1_000)).toBeUndefined();
  });

  it('does not mind blanks within a long piece', () => {
    expect(watchForRunaway().push(`a${' '.repeat(500)}b`)).toBeUndefined();
  });
});
