/** Plain JSON data. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * The part of a world that decisions depend on: volatile fields dropped, numbers quantised, lists in a fixed order.
 * Both the prompt and the cache key come from this alone.
 */
export type CanonicalWorld = { readonly [key: string]: JsonValue };

/** Where a domain writes the content of a canonical world as numbers, for a fast cache key. */
export interface WorldSink {
  /** A whole number of at most 53 bits. */
  integer(value: number): void;
  /** Any finite number, kept with all its bits. */
  real(value: number): void;
  /** Any text, kept whole. */
  text(value: string): void;
}
