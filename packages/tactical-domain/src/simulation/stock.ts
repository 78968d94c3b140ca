/** Amounts by name, copied on the first change. An unknown stock has everything and stays unknown. */
export class Stock {
  #amounts: Readonly<Record<string, number>> | undefined;

  constructor(amounts: Readonly<Record<string, number>> | undefined) {
    this.#amounts = amounts;
  }

  /** The amounts now; `undefined` when unknown. */
  get amounts(): Readonly<Record<string, number>> | undefined {
    return this.#amounts;
  }

  /** How many there are; `Infinity` when unknown. */
  count(name: string): number {
    if (this.#amounts === undefined) return Infinity;
    return Object.hasOwn(this.#amounts, name) ? (this.#amounts[name] as number) : 0;
  }

  add(name: string, amount: number): void {
    if (this.#amounts === undefined || amount === 0) return;
    const entries = new Map(Object.entries(this.#amounts)).set(name, Math.max(0, this.count(name) + amount));
    this.#amounts = Object.fromEntries(entries);
  }
}
