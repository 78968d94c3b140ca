import { announcesExample } from './announces-example.ts';
import type { Harvest } from './harvest.ts';
import { looksLikeError } from './looks-like-error.ts';
import type { TextTape } from './text-tape.ts';

/** How far back of JSON the announcement of an example is looked for, and how much of a reply shows that it is an error. */
const announcementLength = 96;
const errorLength = 64;

/** What stands around the JSON of a reply: prose, tags and code fences. */
export class Surroundings {
  readonly #tape: TextTape;
  #sawMarkup = false;
  /** Where prose begins, when there is any. */
  #proseFrom: number | undefined;
  /** Prose since the last JSON, and where that JSON ended. */
  #hasNewProse = false;
  #lastEnd = 0;
  #isInFence = false;

  constructor(tape: TextTape) {
    this.#tape = tape;
  }

  /** True when there is more than JSON and code fences. */
  get hasAny(): boolean {
    return this.#sawMarkup || this.#proseFrom !== undefined;
  }

  prose(at: number): void {
    this.#proseFrom ??= at;
    this.#hasNewProse = true;
  }

  markup(): void {
    this.#sawMarkup = true;
  }

  fence(): void {
    this.#isInFence = !this.#isInFence;
  }

  /** What came before was no part of the answer. */
  restart(): void {
    this.#proseFrom = undefined;
  }

  /** JSON begins outside of any. Notes in the harvest what the prose before it says; returns whether it announces an example. */
  beginJson(at: number, harvest: Harvest): boolean {
    const from = this.#proseFrom;
    if (from !== undefined) {
      harvest.isLooseCertain = false;
      if (!harvest.sawJson) harvest.isErrorText = looksLikeError(this.#tape.slice(from, Math.min(at, from + errorLength)));
    }
    harvest.sawJson = true;
    if (harvest.plan === undefined) {
      harvest.isFenced = this.#isInFence;
      if (harvest.loose.elements === 0) harvest.isMended = false;
    }
    const isExample = this.#hasNewProse && announcesExample(this.#tape.slice(Math.max(this.#lastEnd, at - announcementLength), at));
    this.#hasNewProse = false;
    return isExample;
  }

  /** JSON has ended, and nothing is open any more. */
  endJson(end: number): void {
    this.#lastEnd = end;
  }
}
