import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createTally } from './tally.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('createTally', () => {
  it('counts a long name under its first 80 characters, also when there is no room for new ones', () => {
    const tally = createTally();
    const long = 'L'.repeat(100);
    tally.add(long);
    for (let index = 0; index < 70; index += 1) tally.add(`name ${index}`);
    tally.add(long);
    expect(tally.read()).toMatchObject({ ['L'.repeat(80)]: 2, other: 7 });
  });

  it('does not keep the text alive that a name was cut from', () => {
    const tally = createTally();
    const before = heapAfterGarbage();
    for (let index = 0; index < 5; index += 1) tally.add(`${index}${'x'.repeat(8_000_000)}`.replace('y', '').slice(0, 70));
    const kept = heapAfterGarbage() - before;
    expect(Object.keys(tally.read())).toHaveLength(5);
    expect(kept).toBeLessThan(8_000_000);
  });

  it('is not changed by lone surrogates or names of properties', () => {
    const tally = createTally();
    for (const name of ['\ud800', '__proto__', 'constructor']) tally.add(name);
    expect(Object.entries(tally.read())).toEqual([['\ud800', 1], ['__proto__', 1], ['constructor', 1]]);
  });
});

function heapAfterGarbage(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
