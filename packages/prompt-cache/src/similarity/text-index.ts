import { minHashBands } from './min-hash.ts';
import { saySame } from './telling-words.ts';
import { threeGrams } from './three-grams.ts';

/** A text that is known and close to the one asked about. */
export interface NearText {
  readonly id: number;
  /** 0 for the same text, 1 for one that is only just similar enough. */
  readonly distance: number;
}

/** A text in use. */
interface KnownText {
  readonly id: number;
  readonly text: string;
  readonly grams: ReadonlyMap<string, number>;
  readonly bands: readonly string[];
  uses: number;
  /** What {@link TextIndex.near} last said, and of which state of the index. */
  near: { readonly version: number; readonly texts: readonly NearText[] } | undefined;
}

/** Longer texts are known by heart only. */
const longestCompared = 2_000;
const mostNear = 4;

/**
 * The different free texts of all entries, and which of them are worded alike. Candidates share a MinHash band, so not
 * every text is looked at; they are scored by the TF-IDF cosine of their three-grams; and what a score cannot see
 * (numbers, negations, who does it to whom) must be the same.
 */
export class TextIndex {
  readonly #threshold: number;
  readonly #known = new Map<string, KnownText>();
  readonly #byBand = new Map<string, Set<KnownText>>();
  /** In how many texts a three-gram occurs. */
  readonly #frequency = new Map<string, number>();
  #nextId = 0;
  #version = 0;

  /** Scores two texts instead of their three-grams; `undefined` for texts that it knows nothing of. */
  score: ((a: string, b: string) => number | undefined) | undefined;

  /** @param threshold - The least similarity, in 0..1; 1 takes nothing but the same text. */
  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  /** The number of a text that is used once more from now on. */
  acquire(text: string): number {
    const known = this.#known.get(text) ?? this.#learn(text);
    known.uses += 1;
    return known.id;
  }

  /** The number of a text that is used once less from now on; -1 for one that nobody uses. */
  release(text: string): number {
    const known = this.#known.get(text);
    if (known === undefined) return -1;
    known.uses -= 1;
    if (known.uses === 0) this.#forget(known);
    return known.id;
  }

  /** Says that texts may be scored otherwise from now on. */
  rescored(): void {
    this.#version += 1;
  }

  /** Known texts that are worded alike, the closest first. */
  near(text: string): readonly NearText[] {
    const same = this.#known.get(text);
    if (same === undefined) return this.#search(text, undefined);
    if (same.near?.version !== this.#version) same.near = { version: this.#version, texts: this.#search(text, same) };
    return same.near.texts;
  }

  #search(text: string, same: KnownText | undefined): readonly NearText[] {
    const exact = same === undefined ? [] : [{ id: same.id, distance: 0 }];
    if (this.#threshold >= 1 || text.length > longestCompared) return exact;
    const grams = same?.grams ?? threeGrams(text);
    const alike = this.#candidates(same?.bands ?? minHashBands(grams.keys()))
      .filter((known) => known !== same)
      .map((known) => ({ known, similarity: this.score?.(text, known.text) ?? this.#cosine(grams, known.grams) }))
      .filter(({ known, similarity }) => similarity >= this.#threshold && saySame(text, known.text))
      .map(({ known: { id }, similarity }) => ({ id, distance: Math.min(1, (1 - similarity) / (1 - this.#threshold)) }))
      .toSorted((a, b) => a.distance - b.distance);
    return [...exact, ...alike].slice(0, mostNear);
  }

  /** Texts that share a band; all of them when they are scored by what they mean, which no band can tell. */
  #candidates(bands: readonly string[]): readonly KnownText[] {
    if (this.score !== undefined) return [...this.#known.values()];
    return [...new Set(bands.flatMap((band) => [...(this.#byBand.get(band) ?? [])]))];
  }

  #learn(text: string): KnownText {
    const isCompared = this.#threshold < 1 && text.length <= longestCompared;
    const grams = isCompared ? threeGrams(text) : new Map<string, number>();
    const known = { id: this.#nextId, text, grams, bands: isCompared ? minHashBands(grams.keys()) : [], uses: 0, near: undefined };
    this.#version += 1;
    this.#nextId += 1;
    this.#known.set(text, known);
    for (const gram of grams.keys()) this.#frequency.set(gram, (this.#frequency.get(gram) ?? 0) + 1);
    for (const band of known.bands) {
      const others = this.#byBand.get(band);
      if (others === undefined) this.#byBand.set(band, new Set([known]));
      else others.add(known);
    }
    return known;
  }

  #forget(known: KnownText): void {
    this.#known.delete(known.text);
    this.#version += 1;
    for (const gram of known.grams.keys()) {
      const left = (this.#frequency.get(gram) ?? 1) - 1;
      if (left === 0) this.#frequency.delete(gram);
      else this.#frequency.set(gram, left);
    }
    for (const band of known.bands) {
      const others = this.#byBand.get(band);
      others?.delete(known);
      if (others?.size === 0) this.#byBand.delete(band);
    }
  }

  #cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
    let product = 0;
    for (const [gram, count] of a) product += this.#weight(gram, count) * this.#weight(gram, b.get(gram) ?? 0);
    return product / Math.sqrt(this.#square(a) * this.#square(b));
  }

  #square(grams: ReadonlyMap<string, number>): number {
    let sum = 0;
    for (const [gram, count] of grams) sum += this.#weight(gram, count) ** 2;
    return sum;
  }

  /** Term frequency times smoothed inverse document frequency. */
  #weight(gram: string, count: number): number {
    return count * (1 + Math.log((1 + this.#known.size) / (1 + (this.#frequency.get(gram) ?? 0))));
  }
}
