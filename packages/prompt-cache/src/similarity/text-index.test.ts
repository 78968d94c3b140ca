import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minHashBands } from './min-hash.ts';
import { saySame } from './telling-words.ts';
import { TextIndex } from './text-index.ts';
import { threeGrams } from './three-grams.ts';

describe('TextIndex', () => {
  const alike = (known: string, asked: string, threshold = 0.8) => {
    const index = new TextIndex(threshold);
    index.acquire(known);
    return index.near(asked).length === 1;
  };

  it.each([
    ['Clear all hostiles from the courtyard', 'clear all hostiles from the courtyard!'],
    ['Escort the engineer to the bridge and protect him', 'Escort the engineers to the bridge and protect him'],
    ['Hold the courtyard until reinforcements arrive', 'Hold the courtyard until the reinforcements arrive'],
  ])('takes "%s" for "%s"', (known, asked) => {
    expect(alike(known, asked)).toBe(true);
  });

  it.each([
    ['extract', 'defend'],
    ['stay near the exit at all times and wait', 'stay far from the exit at all times and wait'],
    ['T19: hold until hp 95, then go back to the courtyard', 'T19: hold until hp 5, then go back to the courtyard'],
    ['Attack the guards at the gate of the courtyard', 'Do not attack the guards at the gate of the courtyard'],
    ['Protect the engineer from the sniper in the tower', 'Protect the sniper from the engineer in the tower'],
    ["You can shoot at the courtyard's windows", "You can't shoot at the courtyard's windows"],
  ])('does not take "%s" for "%s"', (known, asked) => {
    expect(alike(known, asked)).toBe(false);
  });

  it('knows with a threshold of 1 the same text only', () => {
    expect(alike('Clear all hostiles', 'Clear all hostiles', 1)).toBe(true);
    expect(alike('Clear all hostiles', 'clear all hostiles', 1)).toBe(false);
  });

  it('gives a text the same number as long as somebody uses it, and forgets it then', () => {
    const index = new TextIndex(0.8);
    const id = index.acquire('hold the bridge');
    expect(index.acquire('hold the bridge')).toBe(id);
    index.release('hold the bridge');
    expect(index.near('hold the bridge')).toEqual([{ id, distance: 0 }]);
    index.release('hold the bridge');
    expect(index.near('hold the bridge')).toEqual([]);
    expect(index.release('hold the bridge')).toBe(-1);
  });

  it('puts the closest first, and never says that a text is further than the threshold', () => {
    const index = new TextIndex(0.5);
    const texts = ['hold the bridge', 'hold the bridges', 'hold the old bridge'];
    for (const text of texts) index.acquire(text);
    const distances = index.near('hold the bridge').map(({ distance }) => distance);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    expect(distances[0]).toBe(0);
    expect(distances.every((distance) => distance <= 1)).toBe(true);
  });
});

describe('minHashBands', () => {
  const bandsOf = (text: string) => new Set(minHashBands(threeGrams(text).keys()));
  const shares = (a: string, b: string) => [...bandsOf(a)].some((band) => bandsOf(b).has(band));

  it('lets texts that differ in a word meet, and seldom others', () => {
    const words = 'hold the bridge until the engineer has mended the radio and bring him home'.split(' ');
    const variants = words.map((_, index) => words.toSpliced(index, 1, 'x').join(' '));
    expect(variants.filter((text) => shares(text, words.join(' '))).length).toBeGreaterThanOrEqual(variants.length - 1);
    const others = Array.from({ length: 100 }, (_, index) => `${index} ${'qwertzuiopasdfghjkl'.slice(index % 7)} ${index * 7919}`);
    expect(others.filter((text) => shares(text, words.join(' '))).length).toBeLessThan(5);
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => { expect(minHashBands(threeGrams(text).keys())).toHaveLength(16); }), { seed: 1 });
  });
});

describe('saySame', () => {
  it('is the same in both directions', () => {
    const words = fc.array(fc.constantFrom('go', 'not', 'a', '5', '7', "don't", 'b'), { maxLength: 6 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(saySame(a, b)).toBe(saySame(b, a));
        expect(saySame(a, a)).toBe(true);
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});
