import QuickLru from 'quick-lru';
import type { CacheEntry } from './cache-entry.ts';

/** Bounds of a {@link PlanTable}. */
export interface PlanTableBounds {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** When there are too many bytes, so many of them go at once: walking past what was deleted takes time. */
const shareToFree = 0.1;

/**
 * The entries by key, least recently used first to go. Counts what it holds itself, and who was used when: quick-lru does not
 * say the one, and knows the other by halves only.
 */
export class PlanTable {
  readonly #plans: QuickLru<string, CacheEntry>;
  readonly #maxBytes: number;
  readonly #onLeft: (entry: CacheEntry) => void;
  #entries = 0;
  #bytes = 0;
  #evictions = 0;
  #uses = 0;

  /** @param onLeft - Hears of every entry that is no longer in the table, for whatever reason. */
  constructor({ maxEntries, maxBytes }: PlanTableBounds, onLeft: (entry: CacheEntry) => void) {
    this.#maxBytes = maxBytes;
    this.#onLeft = onLeft;
    this.#plans = new QuickLru({
      // it keeps two generations and so up to twice its size; half of it makes our bound true
      maxSize: Math.floor(maxEntries / 2),
      onEviction: (_, entry) => this.#evicted(entry),
    });
  }

  get entries(): number {
    return this.#entries;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get evictions(): number {
    return this.#evictions;
  }

  /** The entry, which counts as used now. */
  get(key: string): CacheEntry | undefined {
    const entry = this.#plans.get(key);
    if (entry !== undefined) entry.lastUse = this.#uses += 1;
    return entry;
  }

  /** The entry, which does not count as used. */
  peek(key: string): CacheEntry | undefined {
    return this.#plans.peek(key);
  }

  /** Puts an entry in, in place of one with the same key. One that is larger than all the room there is stays out. */
  set(entry: CacheEntry): boolean {
    const old = this.#plans.peek(entry.key);
    if (old !== undefined) this.delete(old);
    if (entry.bytes > this.#maxBytes) return false;
    this.#entries += 1;
    this.#bytes += entry.bytes;
    entry.lastUse = this.#uses += 1;
    this.#plans.set(entry.key, entry);
    if (this.#bytes > this.#maxBytes) this.#makeRoom(entry);
    return true;
  }

  /** Takes an entry out, if it is still in. */
  delete(entry: CacheEntry): boolean {
    // by identity: its key may have a newer entry
    if (this.#plans.peek(entry.key) !== entry) return false;
    this.#plans.delete(entry.key);
    this.#left(entry);
    return true;
  }

  /** All entries, least recently used first. */
  all(): CacheEntry[] {
    return Array.from(this.#plans.entriesAscending(), ([, entry]) => entry).toSorted((a, b) => a.lastUse - b.lastUse);
  }

  clear(): void {
    const all = this.all();
    this.#plans.clear();
    for (const entry of all) this.#left(entry);
  }

  #makeRoom(newest: CacheEntry): void {
    const least = this.#maxBytes * (1 - shareToFree);
    for (const entry of this.all()) {
      if (this.#bytes <= least) break;
      if (entry === newest) continue;
      this.#plans.delete(entry.key);
      this.#evicted(entry);
    }
  }

  #evicted(entry: CacheEntry): void {
    this.#evictions += 1;
    this.#left(entry);
  }

  #left(entry: CacheEntry): void {
    this.#entries -= 1;
    this.#bytes -= entry.bytes;
    this.#onLeft(entry);
  }
}
