/** A piece of what a model wrote: what it thought, or what it answered. */
export interface WrittenPiece {
  readonly kind: 'text' | 'thinking';
  readonly text: string;
}

/** Tells thinking from text while a reply is being written. */
export interface ThinkingSplitter {
  /** The next piece of the reply; gives what can be told by now. */
  push(piece: string): WrittenPiece[];
  /** The reply is over; gives what was held back. */
  end(): WrittenPiece[];
}

const opening = '<think>';
const closing = '</think>';

/**
 * Keeps `<think>…</think>` at the beginning of a reply apart from the answer after it. Servers do that themselves for the
 * models they know to think; for the others it arrives in the text. Such a mark later in the text is left alone.
 *
 * @example
 * ```ts
 * import { splitThinking } from '@planweave/model-http';
 *
 * const splitter = splitThinking();
 * splitter.push('<think>Hm.</th'); //=> [{ kind: 'thinking', text: 'Hm.' }]
 * splitter.push('ink>Yes'); //=> [{ kind: 'text', text: 'Yes' }]
 * splitter.end(); //=> []
 * ```
 */
export function splitThinking(): ThinkingSplitter {
  let state: 'undecided' | 'thinking' | 'answer' | 'text' = 'undecided';
  let held = '';

  const read = (isEnd: boolean): WrittenPiece[] => {
    if (state === 'undecided') {
      const start = held.trimStart();
      if (!isEnd && opening.startsWith(start.slice(0, opening.length)) && start.length < opening.length) return [];
      state = start.startsWith(opening) ? 'thinking' : 'text';
      if (state === 'thinking') held = start.slice(opening.length);
    }
    const pieces: WrittenPiece[] = [];
    if (state === 'thinking') {
      const end = held.indexOf(closing);
      const thought = end >= 0 ? held.slice(0, end) : isEnd ? held : held.slice(0, held.length - partOf(closing, held));
      if (thought !== '') pieces.push({ kind: 'thinking', text: thought });
      held = held.slice(end >= 0 ? end + closing.length : thought.length);
      if (end < 0) return pieces;
      state = 'answer';
    }
    if (state === 'answer') {
      held = held.trimStart();
      if (held !== '') state = 'text';
    }
    if (held !== '') pieces.push({ kind: 'text', text: held });
    held = '';
    return pieces;
  };

  return {
    push(piece) {
      held += piece;
      return read(false);
    },
    end: () => read(true),
  };
}

/** How many characters at the end of `text` may be the beginning of `mark`. */
function partOf(mark: string, text: string): number {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(mark.slice(0, length))) return length;
  }
  return 0;
}
