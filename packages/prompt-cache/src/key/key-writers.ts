import { KeyWriter } from './key-writer.ts';
import type { KnownTexts } from './known-texts.ts';

/**
 * Writers of one table of texts. One is mostly enough, and kept; another is made while it is in use, because the encoder of
 * one domain may ask for the key of another's world.
 */
export class KeyWriters {
  readonly #texts: KnownTexts | undefined;
  #idle: KeyWriter | undefined;

  /** @param texts - See {@link KeyWriter}. */
  constructor(texts?: KnownTexts) {
    this.#texts = texts;
  }

  /** A writer that nobody uses. Whoever takes it gives it {@link giveBack back}. */
  take(): KeyWriter {
    const writer = this.#idle ?? new KeyWriter(this.#texts);
    this.#idle = undefined;
    return writer;
  }

  giveBack(writer: KeyWriter): void {
    if (!writer.isHuge) this.#idle = writer;
  }
}
