import { Bucket, type Candidate, type Member, type OutlineParts } from './bucket.ts';
import type { Outline } from './outline.ts';
import type { TextIndex } from './text-index.ts';

/** How many combinations of similar texts are tried for one world. */
const mostCombinations = 16;

/** Known texts, one for each of a world, by number. */
interface Combination {
  readonly ids: readonly number[];
  readonly distance: number;
}

/**
 * Finds entries whose outline is close to another one. What must be equal leads to a bucket; inside it, numbers are
 * compared one by one. Texts are compared among texts: there are few different ones, so each stands in the key of the
 * bucket by its number.
 */
export class ToleranceIndex<Item extends Member> {
  readonly #buckets = new Map<string, Bucket<Item>>();
  readonly #texts: TextIndex;

  constructor(texts: TextIndex) {
    this.#texts = texts;
  }

  add(item: Item, outline: OutlineParts): void {
    const key = bucketKey(outline.facts, outline.texts.map((text) => this.#texts.acquire(text)));
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) this.#buckets.set(key, (bucket = new Bucket()));
    bucket.add(item, outline);
  }

  /** Takes an item out that was added with an outline of these facts, numbers and texts. */
  delete(item: Item, { facts, numbers, texts }: OutlineParts): void {
    const key = bucketKey(facts, texts.map((text) => this.#texts.release(text)));
    const bucket = this.#buckets.get(key);
    bucket?.delete(item, numbers);
    if (bucket?.size === 0) this.#buckets.delete(key);
  }

  /** The closest items, at most `most`, the closest first. */
  nearest(outline: Outline, most: number): Candidate<Item>[] {
    const found: Candidate<Item>[] = [];
    for (const { ids, distance } of this.#combinations(outline.texts)) {
      this.#buckets.get(bucketKey(outline.facts, ids))?.search(outline, distance, most, found);
    }
    return found;
  }

  /** Every way of reading the texts as ones that are known, the closest first. */
  #combinations(texts: readonly string[]): readonly Combination[] {
    let combinations: readonly Combination[] = [{ ids: [], distance: 0 }];
    for (const text of texts) {
      const known = this.#texts.near(text);
      const all: Combination[] = [];
      for (const { ids, distance } of combinations) {
        for (const each of known) all.push({ ids: [...ids, each.id], distance: Math.max(distance, each.distance) });
      }
      // there is mostly one, and nothing to put in order
      combinations = all.length === 1 ? all : all.toSorted((a, b) => a.distance - b.distance).slice(0, mostCombinations);
    }
    return combinations;
  }
}

function bucketKey(facts: string, ids: readonly number[]): string {
  return ids.length === 0 ? facts : `${ids.join(',')};${facts}`;
}
