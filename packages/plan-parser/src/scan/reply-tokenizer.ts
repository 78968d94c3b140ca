import { character, isBlank, isBlankLetter, isDoubleQuote, isSingleQuote, isWordEnd } from './characters.ts';
import { CommentReader } from './comment-reader.ts';
import { MarkupReader } from './markup-reader.ts';
import { QuotedText } from './quoted-text.ts';
import type { TextTape } from './text-tape.ts';
import type { TokenSink } from './token-sink.ts';

type Mode = 'prose' | 'value' | 'word' | 'text' | 'comment' | 'markup';

/**
 * Cuts a reply into tokens, one character after the other and each once, so that any chunking gives the same tokens.
 * It takes prose, code fences, tags and reasoning around JSON, and inside JSON whatever small models write: other
 * quotes, comments, words without quotes, quotes that are missing or not escaped.
 */
export class ReplyTokenizer {
  readonly #sink: TokenSink;
  readonly #markup: MarkupReader;
  readonly #text: QuotedText;
  readonly #comment = new CommentReader();
  #mode: Mode = 'prose';
  /** The mode to go back to after markup. */
  #modeBefore: Mode = 'prose';
  #at = 0;
  /** Where the current word, comment or markup began. */
  #from = 0;
  /** A backslash stands before the current character. */
  #isEscaped = false;
  #ticks = 0;
  /** In the line that opens a code fence, which names a language. */
  #isFenceInfo = false;

  constructor(sink: TokenSink, tape: TextTape, passesReasoning: boolean) {
    this.#sink = sink;
    this.#markup = new MarkupReader(tape, passesReasoning);
    this.#text = new QuotedText(tape);
  }

  /** Where a block of reasoning began that is still open. */
  get openReasoning(): number | undefined {
    return this.#markup.openReasoning;
  }

  /** Takes text that is already on the tape; returns how much of it was read before the sink was done. */
  push(chunk: string): number {
    const base = this.#at;
    let index = 0;
    while (index < chunk.length && !this.#sink.isDone) {
      if (this.#take(chunk.charCodeAt(index), base + index)) index += 1;
    }
    this.#at = base + index;
    return index;
  }

  /** The reply is over. */
  end(): void {
    if (this.#mode === 'word') {
      this.#sink.word(this.#from, this.#at);
    } else if (this.#mode === 'text') {
      const { from, to } = this.#text;
      if (to === undefined) this.#sink.cutText(from, this.#at);
      else this.#sink.text(from, to);
    }
    if (this.#sink.isOpen) this.#sink.cut();
  }

  /** Returns false when the character must be taken again, in another mode. */
  #take(code: number, at: number): boolean {
    switch (this.#mode) {
      case 'prose':
        return this.#takeProse(code, at);
      case 'value':
        return this.#takeValue(code, at);
      case 'word':
        return this.#takeWord(code, at);
      case 'text':
        return this.#takeText(code, at);
      case 'comment':
        return this.#takeComment(code, at);
      case 'markup':
        return this.#takeMarkup(code, at);
    }
  }

  #takeProse(code: number, at: number): boolean {
    if (this.#countTicks(code)) return true;
    if (code === character.openBrace || code === character.openBracket) {
      this.#isFenceInfo = false;
      this.#mode = 'value';
      this.#sink.open(code === character.openBrace, at);
    } else if (code === character.less) {
      this.#beginMarkup(at);
    } else if (code === character.newline) {
      this.#isFenceInfo = false;
    } else if (!this.#isFenceInfo && !isBlank(code)) {
      this.#sink.prose(at);
    }
    return true;
  }

  /** Takes backticks; the third in a row is a code fence. */
  #countTicks(code: number): boolean {
    if (code !== character.tick) {
      this.#ticks = 0;
      return false;
    }
    this.#ticks += 1;
    if (this.#ticks === 3) {
      this.#isFenceInfo = true;
      this.#sink.fence();
    }
    return true;
  }

  #takeValue(code: number, at: number): boolean {
    if (this.#countTicks(code)) {
      if (this.#ticks === 3) {
        this.#sink.cut();
        this.#mode = 'prose';
      }
      return true;
    }
    const isEscaped = this.#isEscaped;
    this.#isEscaped = code === character.backslash;
    if (this.#takeStructure(code, at)) {
      if (!this.#sink.isOpen) this.#mode = 'prose';
    } else if (isDoubleQuote(code) || isSingleQuote(code)) {
      this.#text.begin(code, at, isEscaped);
      this.#mode = 'text';
    } else if (code === character.slash || code === character.hash) {
      this.#from = at;
      this.#comment.begin(code);
      this.#mode = 'comment';
    } else if (code === character.less) {
      this.#beginMarkup(at);
    } else if (!isBlank(code) && code !== character.backslash && !(isEscaped && isBlankLetter(code))) {
      this.#from = at;
      this.#mode = 'word';
    }
    return true;
  }

  /** Takes `{`, `}`, `[`, `]`, `,` and `:`. */
  #takeStructure(code: number, at: number): boolean {
    if (code === character.openBrace || code === character.openBracket) this.#sink.open(code === character.openBrace, at);
    else if (code === character.closeBrace || code === character.closeBracket) this.#sink.close(code === character.closeBrace, at);
    else if (code === character.comma) this.#sink.comma(at);
    else if (code === character.colon) this.#sink.colon(at);
    else return false;
    return true;
  }

  #takeWord(code: number, at: number): boolean {
    if (!isBlank(code) && !isWordEnd(code)) return true;
    this.#sink.word(this.#from, at);
    this.#mode = this.#sink.isOpen ? 'value' : 'prose';
    return false;
  }

  #takeText(code: number, at: number): boolean {
    const outcome = this.#text.take(code, at);
    if (outcome === 'inside') return true;
    if (outcome === 'after' || outcome === 'no-text') {
      if (outcome === 'after') this.#sink.text(this.#text.from, this.#text.to ?? at);
      else this.#sink.mended();
      this.#mode = 'value';
      return false;
    }
    this.#sink.mended();
    const swallowed = this.#text.swallowed();
    if (swallowed === undefined) {
      this.#text.goOn();
    } else {
      this.#sink.text(this.#text.from, swallowed.from);
      for (let index = 0; index < swallowed.structure.length; index += 1) this.#takeStructure(swallowed.structure.charCodeAt(index), swallowed.from + index);
      this.#text.beginAtStray();
      if (!this.#sink.isOpen) this.#mode = 'prose';
    }
    // the character shows what the quote was, so it is read even when the sink is done now
    return this.#sink.isDone || this.#take(code, at);
  }

  #takeComment(code: number, at: number): boolean {
    const outcome = this.#comment.take(code);
    if (outcome === 'pending') return true;
    this.#mode = outcome === 'passed' ? 'value' : 'word';
    return outcome === 'passed' || this.#takeWord(code, at);
  }

  #beginMarkup(at: number): void {
    this.#modeBefore = this.#mode;
    this.#from = at;
    this.#markup.begin(at);
    this.#mode = 'markup';
  }

  #takeMarkup(code: number, at: number): boolean {
    const outcome = this.#markup.take(code, at);
    if (outcome === 'pending') return true;
    this.#mode = this.#modeBefore;
    if (outcome === 'no-tag') {
      if (this.#mode === 'prose') this.#sink.prose(this.#from);
      return false;
    }
    this.#sink.markup();
    if (outcome === 'restart') this.#sink.restart();
    if (!this.#sink.isOpen) this.#mode = 'prose';
    return true;
  }
}
