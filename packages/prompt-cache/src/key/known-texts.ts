/** Longer texts are rarely said twice. */
const longestKnown = 100;

/**
 * Numbers for texts that come up again and again: kinds of things, names of tools, objectives. A text that has a number
 * keeps it, and one that found no place never gets one, so each text is always written the same way.
 */
export class KnownTexts {
  readonly #most: number;
  readonly #ids = new Map<string, number>();
  #byId: readonly string[] | undefined;
  /** @param most - How many texts get a number. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The number of a text, new if need be; `undefined` for one that has none. */
  idOf(text: string): number | undefined {
    return this.#ids.get(text) ?? this.#learn(text);
  }

  /** The text of a number. */
  textOf(id: number): string | undefined {
    this.#byId ??= [...this.#ids.keys()];
    return this.#byId[id];
  }

  #learn(text: string): number | undefined {
    const id = this.#ids.size;
    if (text.length > longestKnown || id >= this.#most) return undefined;
    this.#ids.set(ownCopy(text), id);
    this.#byId = undefined;
    return id;
  }
}

/** What was cut out of a long text keeps all of it in memory; a copy does not. */
function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
