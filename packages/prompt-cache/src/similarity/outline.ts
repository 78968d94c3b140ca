import { checkOption, type OutlineSink } from '@planweave/core-types';
import { KeyWriter } from '../key/key-writer.ts';

/** What matters of a world, in a form that can be compared. */
export interface Outline {
  /** Everything that must be equal, as one key; it says as well where the numbers and texts stand. */
  readonly facts: string;
  /** Numbers that may differ a little, in the order of writing. */
  readonly numbers: readonly number[];
  /** For each number, how it is compared. */
  readonly rules: readonly NumberRule[];
  /** Free texts, in the order of writing. */
  readonly texts: readonly string[];
}

/** How two numbers in one place of an outline are compared. */
export interface NumberRule {
  /** The most that they may differ; with edges, when they lie on two sides of one. */
  readonly tolerance: number;
  readonly edges: readonly number[] | undefined;
}

/** What stands at a place of an outline; written before it, so that outlines of two forms never look alike. */
const kinds = { number: 0, near: 1, band: 2, words: 3, false: 4, true: 5 } as const;

/** Takes down outlines, one after another. */
export class OutlineRecorder implements OutlineSink {
  readonly #facts = new KeyWriter();
  /** Overwritten by the next outline, so that they need not grow again. */
  readonly #numbers: number[] = [];
  readonly #rules: NumberRule[] = [];
  #count = 0;
  #texts: string[] = [];
  /** Tolerances as rules, so that a rule is one object wherever it occurs. */
  readonly #known = new Map<number, NumberRule>();
  #lastBand: NumberRule = { tolerance: 0, edges: [] };
  /** Mostly the same as the next, and long: entries share it then. */
  #lastFacts = '';

  /** The outline that the given work writes. */
  record(scopeId: number, write: (sink: OutlineSink) => void): Outline {
    this.#facts.begin(scopeId);
    this.#count = 0;
    this.#texts = [];
    write(this);
    const count = this.#count;
    const facts = this.#facts.key();
    if (facts !== this.#lastFacts) this.#lastFacts = facts;
    return { facts: this.#lastFacts, numbers: this.#numbers.slice(0, count), rules: this.#rules.slice(0, count), texts: this.#texts };
  }

  fact(value: string | number | boolean): void {
    if (typeof value === 'string') this.#facts.text(value);
    else if (typeof value === 'boolean') this.#facts.integer(value ? kinds.true : kinds.false);
    else {
      this.#facts.integer(kinds.number);
      this.#facts.integer(value);
    }
  }

  near(value: number, tolerance: number): void {
    this.#facts.integer(kinds.near);
    let rule = this.#known.get(tolerance);
    if (rule === undefined) {
      checkOption('OutlineSink.near', 'tolerance', tolerance, 'a finite number above 0', (given) => Number.isFinite(given) && given > 0);
      this.#known.set(tolerance, (rule = { tolerance, edges: undefined }));
    }
    this.#number(value, rule);
  }

  band(value: number, edges: readonly number[], slack: number): void {
    this.#facts.integer(kinds.band);
    // most bands of a world have the same edges
    if (this.#lastBand.edges !== edges || this.#lastBand.tolerance !== slack) this.#lastBand = { tolerance: slack, edges };
    this.#number(value, this.#lastBand);
  }

  #number(value: number, rule: NumberRule): void {
    this.#numbers[this.#count] = value;
    this.#rules[this.#count] = rule;
    this.#count += 1;
  }

  words(text: string): void {
    this.#facts.integer(kinds.words);
    this.#texts.push(text);
  }
}

/**
 * How far two numbers are apart, as a share of what is tolerated: 0 when they count as the same, 1 at most; more than 1
 * when they are too far apart.
 */
export function numberDistance(a: number, b: number, { tolerance, edges }: NumberRule): number {
  const apart = Math.abs(a - b);
  if (edges === undefined) return apart / tolerance;
  if (sideOf(a, edges) === sideOf(b, edges)) return 0;
  return apart <= tolerance ? 1 : Infinity;
}

function sideOf(value: number, edges: readonly number[]): number {
  let side = 0;
  while (side < edges.length && value >= (edges[side] as number)) side += 1;
  return side;
}
