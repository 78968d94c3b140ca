/**
 * Text that arrives in pieces, with pieces of it read back by position. Appending never copies what is there, so a
 * stream of many small pieces takes linear time.
 */
export class TextTape {
  readonly #chunks: string[] = [];
  readonly #starts: number[] = [];
  #length = 0;

  /** In UTF-16 code units. */
  get length(): number {
    return this.#length;
  }

  append(chunk: string): void {
    if (chunk === '') return;
    this.#chunks.push(chunk);
    this.#starts.push(this.#length);
    this.#length += chunk.length;
  }

  /** Forgets what was appended last, down to a length. */
  truncate(length: number): void {
    while (this.#length > length) {
      const start = this.#starts.pop() ?? 0;
      const kept = (this.#chunks.pop() ?? '').slice(0, Math.max(0, length - start));
      this.#length = start;
      this.append(kept);
    }
  }

  /** The text between two positions; the second is not included. */
  slice(from: number, to: number): string {
    const parts: string[] = [];
    for (let index = this.#chunkAt(from); index < this.#chunks.length; index += 1) {
      const start = this.#starts[index] ?? 0;
      if (start >= to) break;
      parts.push((this.#chunks[index] ?? '').slice(Math.max(0, from - start), to - start));
    }
    return parts.length === 1 ? (parts[0] ?? '') : parts.join('');
  }

  /** Everything. */
  toString(): string {
    return this.#chunks.join('');
  }

  /** The index of the last chunk that starts at or before a position. */
  #chunkAt(position: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
