import { character, isBlank } from './characters.ts';

/**
 * What became of a `/` or `#`.
 *
 * - `pending`: more characters belong to it.
 * - `passed`: the comment ends with the current character.
 * - `no-comment`: it begins a word, to which the current character may belong.
 */
export type CommentOutcome = 'pending' | 'passed' | 'no-comment';

/** Passes over the comments that models put into JSON: to the end of the line after `//` or a `#` with a blank behind it, or up to a star and a slash. */
export class CommentReader {
  /** The character before the current one, where it matters. */
  #last = 0;
  #kind: 'undecided' | 'line' | 'block' = 'undecided';

  /** A `/` or `#` was read. */
  begin(code: number): void {
    this.#last = code;
    this.#kind = 'undecided';
  }

  take(code: number): CommentOutcome {
    const last = this.#last;
    this.#last = code;
    if (this.#kind === 'block') return last === character.star && code === character.slash ? 'passed' : 'pending';
    if (this.#kind === 'undecided') {
      const isBlock = last === character.slash && code === character.star;
      const isLine = last === character.hash ? isBlank(code) : code === character.slash;
      if (!isBlock && !isLine) return 'no-comment';
      this.#kind = isBlock ? 'block' : 'line';
      // /*/ does not end a comment
      this.#last = 0;
    }
    return this.#kind === 'line' && code === character.newline ? 'passed' : 'pending';
  }
}
