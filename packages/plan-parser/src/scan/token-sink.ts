/** What a tokenizer tells about a reply. Positions count UTF-16 code units from the beginning of the reply. */
export interface TokenSink {
  /** True inside a JSON value: between its first bracket and the one that closes it. */
  readonly isOpen: boolean;
  /** True when nothing more needs to be read. */
  readonly isDone: boolean;
  /** `{` or `[`. */
  open(isObject: boolean, at: number): void;
  /** `}` or `]`, whether or not it fits what is open. */
  close(isObject: boolean, at: number): void;
  comma(at: number): void;
  colon(at: number): void;
  /** A quoted text; the positions are those of its content. */
  text(from: number, to: number): void;
  /** A quoted text that the end of the reply cut off. */
  cutText(from: number, to: number): void;
  /** A number, a literal, or a text without quotes. */
  word(from: number, to: number): void;
  /** A character outside JSON that is neither white space nor markup. */
  prose(at: number): void;
  /** Three backticks: a code fence opens or closes. */
  fence(): void;
  /** A tag such as `<answer>`, or a block of reasoning that was passed over. */
  markup(): void;
  /** The end of reasoning whose beginning was not marked: what came before was no answer. */
  restart(): void;
  /** The JSON that is open will not go on. */
  cut(): void;
  /** The syntax was wrong in a way that has one reading. */
  mended(): void;
}
