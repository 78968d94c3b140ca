import type { Framer, FramerOutlet } from '@planweave/model-http';

/** What a line of a reply is: one of many, or the one that completes it. */
export type LineKind = 'part' | 'end';

/** The rules that {@link lineFramer} follows. */
export interface LineRules {
  /** The longest line, in characters. */
  readonly maxLineLength: number;
  /** Judges one line, without its line end and never blank. Throws the error for a line that is wrong. */
  judge(line: string): LineKind;
  /** The error for a line that is too long. */
  broken(problem: string): Error;
}

/**
 * The good lines of a text, each with one line feed: blank lines, carriage returns and spaces around a line are gone. The
 * last line needs no line feed, and nothing after the line that completes the reply is looked at.
 */
export function lineFramer(rules: LineRules, outlet: FramerOutlet<Uint8Array>): Framer {
  const encoder = new TextEncoder();
  let pieces: string[] = [];
  let length = 0;
  let isComplete = false;
  const take = () => {
    const line = pieces.join('').trim();
    pieces = [];
    length = 0;
    if (line === '' || isComplete) return;
    isComplete = rules.judge(line) === 'end';
    outlet.emit(encoder.encode(`${line}\n`));
    if (isComplete) outlet.complete();
  };
  const hold = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
    if (length > rules.maxLineLength) throw rules.broken(`a line of more than ${rules.maxLineLength} characters`);
  };
  return {
    push(text) {
      // only the new text is searched, so that a line in a million pieces costs no more than in one
      const [first = '', ...rest] = text.split('\n');
      hold(first);
      for (const next of rest) {
        take();
        hold(next);
      }
    },
    end(isWhole) {
      if (isWhole) take();
    },
  };
}
