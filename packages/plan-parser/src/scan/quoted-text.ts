import { character, closesQuote, isBlank, isDoubleQuote, isSingleQuote, isWordEnd } from './characters.ts';
import type { TextTape } from './text-tape.ts';

/** How far back of a stray quote the structure it swallowed is looked for. */
const lookBack = 64;

/**
 * What a character means to a quoted text.
 *
 * - `inside`: it belongs to the text.
 * - `after`: the text has ended before it, and it must be taken again.
 * - `stray`: the quote before it did not end the text, and it belongs to the text.
 * - `no-text`: the quote that began the text stands there by mistake, and the character must be taken again.
 */
export type TextOutcome = 'inside' | 'after' | 'stray' | 'no-text';

/**
 * Follows a quoted text to its end. A quote is the end only when something follows that may follow a text: models
 * forget to escape quotes, and forget quotes.
 */
export class QuotedText {
  /** Where the content begins. */
  from = 0;
  readonly #tape: TextTape;
  #quote = 0;
  /** True for a text whose quotes are written `\"`. */
  #isEscaped = false;
  /** Where the quote is that may be the end. */
  #quoteAt: number | undefined;
  /** Backslashes just before the current character. */
  #backslashes = 0;
  /** A backslash stands before the quote that may be the end. */
  #isEndEscaped = false;
  /** Nothing but blanks was read. */
  #isBlank = true;

  constructor(tape: TextTape) {
    this.#tape = tape;
  }

  /** A quote opens a text. */
  begin(quote: number, at: number, isEscaped: boolean): void {
    this.#quote = quote;
    this.#isEscaped = isEscaped;
    this.#quoteAt = undefined;
    this.#backslashes = 0;
    this.#isBlank = true;
    this.from = at + 1;
  }

  take(code: number, at: number): TextOutcome {
    if (this.#quoteAt !== undefined) return this.#takeAfterQuote(code);
    if (code === character.backslash) {
      this.#backslashes += 1;
      return 'inside';
    }
    const backslashes = this.#backslashes;
    this.#backslashes = 0;
    const isLiteral = this.#isEscaped ? backslashes > 1 : backslashes % 2 === 1;
    if (!isLiteral && closesQuote(this.#quote, code)) {
      this.#quoteAt = at;
      this.#isEndEscaped = backslashes === 1;
    } else if (this.#isBlank && isSingleQuote(this.#quote)) {
      // an apostrophe before a line break or a proper text begins nothing
      if (backslashes === 0 && (code === character.newline || isDoubleQuote(code))) return 'no-text';
      this.#isBlank = isBlank(code);
    }
    return 'inside';
  }

  /** Where the content ends; `undefined` when no quote may be the end of it. */
  get to(): number | undefined {
    if (this.#quoteAt === undefined) return undefined;
    return this.#isEscaped && this.#isEndEscaped ? this.#quoteAt - 1 : this.#quoteAt;
  }

  /**
   * The brackets, commas and colons just before a stray quote, when they are such as another text may follow: then the
   * text has ended before them, without a quote, and the stray quote begins the next text.
   */
  swallowed(): { readonly structure: string; readonly from: number } | undefined {
    const end = this.#quoteAt ?? this.from;
    const before = this.#tape.slice(Math.max(this.from, end - lookBack), end);
    let length = 0;
    while (length < before.length && ' \t\r\n,{}[]:'.includes(before.charAt(before.length - 1 - length))) length += 1;
    const structure = before.slice(before.length - length);
    return /[,{[:]\s*$/.test(structure) ? { structure, from: end - length } : undefined;
  }

  /** Goes on with the text as if the stray quote had been escaped. */
  goOn(): void {
    this.#quoteAt = undefined;
    this.#backslashes = 0;
  }

  /** Begins the text that the stray quote opens. */
  beginAtStray(): void {
    this.begin(this.#quote, this.#quoteAt ?? this.from, this.#isEscaped);
  }

  #takeAfterQuote(code: number): TextOutcome {
    if (code === character.newline) return 'after';
    if (isBlank(code)) return 'inside';
    const mayFollow = isWordEnd(code) || code === character.slash || code === character.hash || code === character.plus;
    return mayFollow || (isSingleQuote(code) && isSingleQuote(this.#quote)) ? 'after' : 'stray';
  }
}
