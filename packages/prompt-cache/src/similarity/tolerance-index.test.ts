import assert from 'node:assert/strict';
import { seededRandom, type OutlineSink } from '@planweave/core-types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Likeness } from './likeness.ts';
import { numberDistance, OutlineRecorder, type Outline } from './outline.ts';
import { TextIndex } from './text-index.ts';
import { ToleranceIndex } from './tolerance-index.ts';

interface Item {
  readonly name: number;
  readonly likeness: Likeness;
}

const recorder = new OutlineRecorder();
const outlineOf = (write: (sink: OutlineSink) => void): Outline => recorder.record(0, write);
const itemOf = (name: number, outline: Outline): Item => ({ name, likeness: { outline, steps: [] } });

/** A world of a few kinds, with numbers that are close to others more often than not. */
const anyOutline = fc
  .record({ kind: fc.constantFrom('a', 'b'), text: fc.constantFrom('hold', 'go'), numbers: fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 2, maxLength: 2 }), hp: fc.integer({ min: 0, max: 100 }) })
  .map(({ kind, text, numbers, hp }) =>
    outlineOf((sink) => {
      sink.fact(kind);
      sink.words(text);
      for (const number of numbers) sink.near(number, 1.5);
      sink.band(hp, [25, 60], 3);
    }),
  );

describe('ToleranceIndex', () => {
  it.each([Infinity, -Infinity, Number.NaN, 1e17, -1e300, Number.MAX_VALUE])('comes to an end for %s', (number) => {
    const index = new ToleranceIndex<Item>(new TextIndex(0.9));
    const at = (value: number) => outlineOf((sink) => sink.near(value, 1));
    for (let name = 0; name < 40; name += 1) index.add(itemOf(name, at(10 * name)), at(10 * name));
    expect(index.nearest(at(number), 1)).toEqual([]);
    expect(index.nearest(at(200.5), 1)).toMatchObject([{ item: { name: 20 }, distance: 0.5 }]);
  });

  it('finds what a look at all items finds, however many there are, and nothing that was taken out', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyOutline, fc.boolean()), { maxLength: 300, size: 'max' }), anyOutline, (all, asked) => {
        const index = new ToleranceIndex<Item>(new TextIndex(0.9));
        const items = all.map(([outline, stays], name) => ({ item: itemOf(name, outline), outline, stays }));
        for (const { item, outline } of items) index.add(item, outline);
        for (const { item, outline, stays } of items) if (!stays) index.delete(item, outline);
        const expected = items
          .filter(({ stays, outline }) => stays && outline.facts === asked.facts && outline.texts[0] === asked.texts[0])
          .map(({ outline }) => Math.max(...outline.numbers.map((number, place) => numberDistance(number, asked.numbers[place]!, asked.rules[place]!))))
          .filter((distance) => distance <= 1)
          .toSorted((a, b) => a - b);
        assert.deepEqual(index.nearest(asked, 400).map(({ distance }) => distance), expected);
        assert.deepEqual(index.nearest(asked, 3).map(({ distance }) => distance), expected.slice(0, 3));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('compares few of many: a bucket is cut where its items differ', () => {
    const random = seededRandom(1);
    const index = new ToleranceIndex<Item>(new TextIndex(0.9));
    let looks = 0;
    for (let name = 0; name < 5_000; name += 1) {
      const outline = outlineOf((sink) => {
        sink.near(0, 1);
        for (let place = 0; place < 4; place += 1) sink.near(random.next() * 100, 1);
      });
      const likeness = { outline, steps: [] };
      index.add({ name, get likeness() { looks += 1; return likeness; } }, outline);
    }
    looks = 0;
    index.nearest(outlineOf((sink) => { sink.near(0, 1); for (let place = 0; place < 4; place += 1) sink.near(50, 1); }), 3);
    expect(looks).toBeLessThan(50);
  });

  it('keeps outlines of two forms apart, also when their values look alike', () => {
    const forms: ((sink: OutlineSink) => void)[] = [
      (sink) => sink.fact(1),
      (sink) => sink.fact(true),
      (sink) => sink.fact('1'),
      (sink) => sink.near(1, 1),
      (sink) => sink.band(1, [], 1),
      (sink) => sink.words('1'),
      (sink) => { sink.fact(1); sink.fact(1); },
    ];
    expect(new Set(forms.map((write) => outlineOf(write).facts)).size).toBe(forms.length);
  });

  it('refuses a tolerance that tolerates nothing or everything', () => {
    for (const tolerance of [0, -1, Number.NaN, Infinity]) expect(() => outlineOf((sink) => sink.near(1, tolerance))).toThrow('option "tolerance"');
  });
});

describe('numberDistance', () => {
  it('lets a number waver about an edge without changing sides', () => {
    const rule = { tolerance: 3, edges: [25, 60] };
    expect([24, 25, 26, 28].map((hp) => numberDistance(hp, 26, rule))).toEqual([1, 0, 0, 0]);
    expect(numberDistance(22, 26, rule)).toBe(Infinity);
    expect(numberDistance(59, 26, rule)).toBe(0);
  });
});
