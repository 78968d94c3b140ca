import { shortValue, type WorldIssue } from '@planweave/core-types';

/** Issues beyond this many say nothing new and could fill a log. */
const mostIssues = 32;

/**
 * Reads values and notes what is wrong with them. Each reader gives a value of the right type in any case, so that
 * reading goes on and finds everything. Where a value stands is said in three parts (a list, an index or -1, the rest),
 * which become a text only when something is wrong: reading a good world builds no text at all.
 */
export class Findings {
  readonly issues: WorldIssue[] = [];

  /** Notes an issue, unless it is only the consequence of one that lies further out. */
  add(base: string, index: number, rest: string, problem: string): void {
    const path = `${base}${index < 0 ? '' : `[${index}]`}${rest}`;
    const isConsequence = this.issues.some((issue) => path.startsWith(issue.path) && '.['.includes(path.charAt(issue.path.length)));
    if (!isConsequence && this.issues.length < mostIssues) this.issues.push({ path, problem });
  }

  /** Any object; an empty one in place of anything else. */
  object(value: unknown, base: string, index: number, rest: string): Readonly<Record<string, unknown>> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
    this.expected('an object', value, base, index, rest);
    return nothing;
  }

  /** A list of at most so many; an empty one in place of anything else. */
  list(value: unknown, most: number, base: string, rest: string): readonly unknown[] {
    if (!Array.isArray(value)) this.expected('a list', value, base, -1, rest);
    // a hole counts as an entry that is missing; `map` would pass over it
    else if (value.length <= most) return value.includes(undefined) ? Array.from(value) : value;
    else this.add(base, -1, rest, `expected at most ${most} entries, but found ${value.length}`);
    return [];
  }

  /** A whole number; -0 becomes 0. */
  whole(value: unknown, least: number, most: number, base: string, index: number, rest: string): number {
    if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) return (value as number) + 0;
    this.expected(`a whole number from ${least} to ${most}`, value, base, index, rest);
    return least;
  }

  /** A number from 0 to a most. */
  number(value: unknown, most: number, base: string, index: number, rest: string): number {
    if (typeof value === 'number' && value >= 0 && value <= most) return value + 0;
    this.expected(`a number from 0 to ${most}`, value, base, index, rest);
    return 0;
  }

  text(value: unknown, most: number, base: string, index: number, rest: string): string {
    if (typeof value === 'string' && value.length <= most) return value;
    this.expected(`a text of at most ${most} characters`, value, base, index, rest);
    return '';
  }

  oneOf<const Word extends string>(value: unknown, words: readonly Word[], base: string, index: number, rest: string): Word {
    const word = words.find((each) => each === value);
    if (word === undefined) this.expected(words.map((each) => `"${each}"`).join(' or '), value, base, index, rest);
    return word ?? (words[0] as Word);
  }

  expected(what: string, value: unknown, base: string, index: number, rest: string): void {
    this.add(base, index, rest, `expected ${what}, but found ${value === undefined ? 'nothing' : shortValue(value)}`);
  }
}

const nothing: Readonly<Record<string, unknown>> = Object.freeze({});
