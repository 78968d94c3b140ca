/** Amounts by name; the amounts given are never touched. An unknown stock has everything and stays unknown. */
export class Stock {
  readonly #given: Readonly<Record<string, number>> | undefined;
  #changed: Map<string, number> | undefined;

  constructor(amounts: Readonly<Record<string, number>> | undefined) {
    this.#given = amounts;
  }

  /** The amounts now; `undefined` when unknown. */
  get amounts(): Readonly<Record<string, number>> | undefined {
    if (this.#given === undefined || this.#changed === undefined) return this.#given;
    return Object.fromEntries([...Object.entries(this.#given), ...this.#changed]);
  }

  /** How many there are; `Infinity` when unknown. */
  count(name: string): number {
    if (this.#given === undefined) return Infinity;
    return this.#changed?.get(name) ?? (Object.hasOwn(this.#given, name) ? (this.#given[name] as number) : 0);
  }

  add(name: string, amount: number): void {
    if (this.#given === undefined || amount === 0) return;
    this.#changed ??= new Map();
    this.#changed.set(name, Math.max(0, this.count(name) + amount));
  }
}
